using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>One page of the web interface's listings, newest first, counted from 1.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="IsLast">Whether none follows.</param>
/// <param name="Total">How many there are in all.</param>
internal readonly record struct WebListing(IReadOnlyList<EmulatorItem> Items, bool IsLast, long Total)
{
    private const int MaxItems = 100;
    private const int ShortPage = 7;

    public static WebListing Read(EmulatorAccount account, EmulatorItem folder, EmulatedApiCall call)
    {
        var (limit, page, quirk) = (call.Number("limit"), call.Number("Page"), call.Switches.Paging);
        if (limit is < 1 or > MaxItems)
        {
            throw ApiError.Missing("limit");
        }

        if (page < 1)
        {
            throw ApiError.Missing("Page");
        }

        var count = quirk == PagingQuirk.ShortPages ? Math.Min((int)limit, ShortPage) : (int)limit;
        return quirk switch
        {
            PagingQuirk.StuckCursor or PagingQuirk.RepeatedPages => At(account, folder, 1, count) with { IsLast = false },
            PagingQuirk.EmptyPages when page % 2 == 0 => new WebListing([], false, 0),
            PagingQuirk.EmptyPages => At(account, folder, (page + 1) / 2, count),
            _ => At(account, folder, page, count),
        };
    }

    private static WebListing At(EmulatorAccount account, EmulatorItem folder, long page, int count)
    {
        var visible = account.Members(folder.Id).Where(item => !item.Trashed).Reverse().ToList();
        var total = visible.Count + folder.MadeUpMembers;
        var skip = Math.Min(page - 1, long.MaxValue / count) * count;
        var items = visible.Skip((int)Math.Min(skip, int.MaxValue)).Take(count).ToList();
        SyntheticItems.AddTo(items, folder, SyntheticItems.FirstId - 1 + Math.Max(0, skip - visible.Count), count);
        return new WebListing(items, skip + items.Count >= total, total);
    }
}
