using System.Globalization;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>One page of the open platform's listing, with what is wrong with it.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Cursor">What asks for the next; -1 when there is none.</param>
internal readonly record struct OpenListing(IReadOnlyList<EmulatorItem> Items, long Cursor)
{
    private const int MaxItems = 100;
    private const int ShortPage = 7;
    private const long TrashedId = 3_000_000_000;

    /// <param name="account">The account.</param>
    /// <param name="folder">Whose members.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">Of the page before; 0 for the first.</param>
    /// <param name="switches">What is wrong.</param>
    public static OpenListing Read(EmulatorAccount account, long folder, long limit, long cursor, ApiSwitches switches)
    {
        if (limit is < 1 or > MaxItems)
        {
            throw ApiError.Missing("limit");
        }

        var count = (int)limit;
        var page = switches.Paging switch
        {
            PagingQuirk.StuckCursor => Page(account, folder, 0, count) with { Cursor = 12345 },
            PagingQuirk.RepeatedPages => Page(account, folder, 0, count) with { Cursor = Math.Max(cursor, 12345) + 1 },
            PagingQuirk.ShortPages => Page(account, folder, cursor, Math.Min(count, ShortPage)),
            PagingQuirk.EmptyPages => EveryOtherEmpty(account, folder, cursor, count),
            _ => Page(account, folder, cursor, count),
        };
        return switches.TrashedEachPage == 0 ? page : page with { Items = [.. Trashed(folder, cursor, switches.TrashedEachPage), .. page.Items] };
    }

    private static OpenListing Page(EmulatorAccount account, long folder, long after, int count)
    {
        var items = account.Members(folder, after, count + 1);
        return items.Count > count ? new OpenListing([.. items.Take(count)], items[count - 1].Id) : new OpenListing(items, -1);
    }

    // An even cursor asks for the empty page behind the item with half its number, the odd one after it for the page behind that.
    private static OpenListing EveryOtherEmpty(EmulatorAccount account, long folder, long cursor, int count)
    {
        if (cursor != 0 && cursor % 2 == 0)
        {
            return new OpenListing([], cursor + 1);
        }

        var page = Page(account, folder, cursor / 2, count);
        return page.Cursor < 0 ? page : page with { Cursor = page.Cursor * 2 };
    }

    private static IEnumerable<EmulatorItem> Trashed(long folder, long cursor, int count) => Enumerable.Range(0, count).Select(i => new EmulatorItem(
        TrashedId + (Math.Max(0, cursor) * 100) + i, folder,
        string.Create(CultureInfo.InvariantCulture, $"in the bin {cursor} {i}.txt"), DateTimeOffset.UnixEpoch)
    {
        Content = EmulatorContent.Text("thrown away"),
        Trashed = true,
    });
}
