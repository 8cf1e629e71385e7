using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>An item as the interfaces write it; they differ in case and in what they call things.</summary>
internal static class ItemJson
{
    public static void Open(ApiJson json, EmulatorItem item, string s3KeyFlag) => json.Object(null, () =>
    {
        json.Number("fileId", item.Id);
        json.Text("filename", item.Name);
        json.Number("parentFileId", item.ParentId);
        json.Number("type", item.IsFolder ? 1 : 0);
        json.Text("etag", item.Md5);
        json.Number("size", item.Size);
        json.Number("category", 0);
        json.Number("status", item.Status);
        json.Number("punishFlag", 0);
        json.Text("s3KeyFlag", s3KeyFlag);
        json.Text("storageNode", item.IsFolder ? "m0" : "m16");
        json.Number("trashed", item.Trashed ? 1 : 0);
        json.Text("createAt", ChinaTime.Text(item.Modified));
        json.Text("updateAt", ChinaTime.Text(item.Modified));
    });

    public static void Web(ApiJson json, EmulatorItem item, string s3KeyFlag) => json.Object(null, () =>
    {
        json.Number("FileId", item.Id);
        json.Text("FileName", item.Name);
        json.Number("Type", item.IsFolder ? 1 : 0);
        json.Number("Size", item.Size);
        json.Text("S3KeyFlag", s3KeyFlag);
        json.Text("CreateAt", ChinaTime.Iso(item.Modified));
        json.Text("UpdateAt", ChinaTime.Iso(item.Modified));
        json.Text("Etag", item.Md5);
        json.Number("Status", item.Status);
        json.Number("ParentFileId", item.ParentId);
        json.Number("Category", 0);
        json.Number("PunishFlag", 0);
        json.Text("StorageNode", item.IsFolder ? "m0" : "m16");
        json.Text("DownloadUrl", "");
        json.Flag("Trashed", item.Trashed);
    });
}
