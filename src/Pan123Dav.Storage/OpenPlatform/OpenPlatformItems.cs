using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Reads what the open platform lists.</summary>
internal static class OpenPlatformItems
{
    private const int LastGoodStatus = 100;
    private const int Md5Digits = 32;

    /// <summary>
    /// A page without what is in the recycle bin, which 123 lists too, and without what its review rejected. A list that is null or absent is an empty one:
    /// so an empty slice of Go's is written. Its end must be there all the same, for nothing else tells a folder from half of it.
    /// </summary>
    public static RemotePage GetPage(FileListData data)
    {
        if (string.IsNullOrEmpty(data.LastFileId))
        {
            throw ApiErrors.Malformed("v2/file/list", "lacks its end");
        }

        var items = new List<RemoteItem>(data.FileList?.Count ?? 0);
        foreach (var file in data.FileList ?? [])
        {
            if (file is not { FileId: > 0, Size: >= 0, FileName: not null })
            {
                throw ApiErrors.Malformed("v2/file/list", "has an item without a number, a size or a name");
            }

            if (file.Trashed is null or "0" or "false" && file.Status <= LastGoodStatus)
            {
                items.Add(GetItem(file));
            }
        }

        // 0 asks for the first page again; some of 123's answers end so.
        return new RemotePage(items, data.LastFileId is "-1" or "0" ? null : data.LastFileId);
    }

    private static RemoteItem GetItem(FileData file)
    {
        var isFolder = file.Type == 1;
        return new RemoteItem(file.FileId, file.FileName!, isFolder, isFolder ? 0 : file.Size,
            isFolder ? "" : GetMd5(file.Etag), "", ApiTime.Parse(file.UpdateAt));
    }

    private static string GetMd5(string? etag) =>
        etag is { Length: Md5Digits } && etag.All(char.IsAsciiHexDigit) ? etag.ToLowerInvariant() : "";
}
