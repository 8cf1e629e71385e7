using System.Globalization;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// Reads the web interface's listings, which are numbered pages of a hundred: the cursor is the next page's
/// number, how many members came before it, and how many 123 says there are.
/// </summary>
internal static class WebPages
{
    /// <summary>What every page is asked for with, but for the folder and the page.</summary>
    public const string CommonQuery = "limit=100&next=0&orderBy=file_id&orderDirection=desc";

    /// <param name="call">The endpoint, for messages.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="read">Reads the page of a number from 1.</param>
    public static async Task<RemotePage> ReadAsync(string call, string? cursor, Func<long, Task<WebFileList>> read)
    {
        var (number, before, promised) = Parse(cursor);
        var page = await read(number).ConfigureAwait(false);
        if (page.Count == 0 && !page.IsLast)
        {
            // It happens on the way as well as at the end, which is not always marked: two without members in a row are the end.
            number++;
            page = await read(number).ConfigureAwait(false);
        }

        var seen = before + page.Count;
        var isLast = page.IsLast || page.Count == 0;
        promised = Math.Max(promised, page.Total ?? 0);
        return new RemotePage(GetItems(call, page), isLast ? null : string.Create(CultureInfo.InvariantCulture, $"{number + 1} {seen} {promised}"))
        {
            Missing = isLast ? Math.Max(0, promised - seen) : 0,
        };
    }

    private static List<RemoteItem> GetItems(string call, WebFileList page)
    {
        var items = new List<RemoteItem>(page.Count);
        foreach (var file in page.InfoList ?? [])
        {
            if (file is null)
            {
                throw ApiErrors.Malformed(call, "lists nothing where a file should be");
            }

            if (file.IsShown)
            {
                items.Add(file.ToItem(call));
            }
        }

        return items;
    }

    private static (long Number, long Before, long Promised) Parse(string? cursor)
    {
        var numbers = (cursor ?? "1 0 0").Split(' ');
        return (Number(numbers[0]), Number(numbers[1]), Number(numbers[2]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
