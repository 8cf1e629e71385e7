using System.Text;
using System.Text.Json.Nodes;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary>Backups made up of users, storages and metas, read from a folder that goes away.</summary>
public abstract class ImportBackupTest : IDisposable
{
    private protected const string Key = "pr1vate-key";
    private protected const string Tree = "电影:\n  1.mkv:5:1694101621:https://vip.123pan.cn/18446744073709551615/1.mkv\n";

    private protected string Folder { get; } = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static JsonObject User(string name, JsonNode role, string basePath = "/", int permission = 0, bool disabled = false) => new()
    {
        ["id"] = 1,
        ["username"] = name,
        ["password"] = "",
        ["base_path"] = basePath,
        ["role"] = role,
        ["disabled"] = disabled,
        ["permission"] = permission,
        ["sso_id"] = "",
    };

    private protected static JsonObject Meta(
        string path, string password = "", string hide = "", bool hSub = false, string readme = "", bool write = false) => new()
        {
            ["id"] = 1,
            ["path"] = path,
            ["password"] = password,
            ["p_sub"] = false,
            ["write"] = write,
            ["w_sub"] = false,
            ["hide"] = hide,
            ["h_sub"] = hSub,
            ["readme"] = readme,
            ["r_sub"] = false,
        };

    private protected static JsonObject Storage(string driver, string path, JsonObject addition) =>
        new() { ["mount_path"] = path, ["driver"] = driver, ["addition"] = addition.ToJsonString() };

    private protected static JsonObject Backup(JsonNode[] users, JsonNode[] metas) => new()
    {
        ["encrypted"] = "",
        ["settings"] = new JsonArray(),
        ["users"] = new JsonArray(users),
        ["storages"] = new JsonArray(
            Storage("123PanLink", "/films", new JsonObject { ["origin_urls"] = Tree, ["private_key"] = Key, ["uid"] = ulong.MaxValue })),
        ["metas"] = new JsonArray(metas),
    };

    private protected Task<CommandRun> RunAsync(JsonNode json, params string[] more) => RunAsync(json.ToJsonString(), more);

    private protected async Task<CommandRun> RunAsync(string json, params string[] more)
    {
        var file = Path.Combine(Folder, "backup.json");
        await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(json));
        return await CommandRun.OfAsync(["import", file, .. more]);
    }
}
