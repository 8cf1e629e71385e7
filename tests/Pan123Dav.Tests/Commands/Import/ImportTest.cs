using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Gateway;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary>Runs of <c>import</c> on a list of storages, as AList and OpenList write it.</summary>
public abstract class ImportTest : IDisposable
{
    private protected const string Key = "pr1vate-key";

    private protected string BackupFile { get; } = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(BackupFile);
        GC.SuppressFinalize(this);
    }

    private protected static StoragePath At(string path) => StoragePath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException(path);

    private protected static JsonObject Storage(string driver, string path, JsonNode addition) => new()
    {
        ["id"] = 1,
        ["mount_path"] = path,
        ["order"] = 0,
        ["driver"] = driver,
        ["cache_expiration"] = 30,
        ["status"] = "work",
        ["addition"] = addition.ToJsonString(),
        ["remark"] = "",
        ["modified"] = "2025-01-01T00:00:00Z",
        ["disabled"] = false,
        ["webdav_policy"] = "302_redirect",
        ["down_proxy_url"] = "",
    };

    private protected static JsonObject Backup(params JsonNode[] storages) => new()
    {
        ["encrypted"] = "",
        ["settings"] = new JsonArray(),
        ["users"] = new JsonArray(),
        ["storages"] = new JsonArray(storages),
        ["metas"] = new JsonArray(),
    };

    private protected static IReadOnlyList<DeliveredMount> Mounts(string output)
    {
        var json = JsonNode.Parse(output)!;
        json["Pan123Dav"]!["Users"] = new JsonArray(new JsonObject { ["Name"] = "u", ["Password"] = "p" });
        return GatewayJson.Good(json).Mounts;
    }

    private protected Task<CommandRun> RunAsync(JsonNode json, string before = "") => RunAsync(before + json.ToJsonString());

    private protected async Task<CommandRun> RunAsync(string json)
    {
        await File.WriteAllBytesAsync(BackupFile, Encoding.UTF8.GetBytes(json));
        return await CommandRun.OfAsync("import", BackupFile);
    }

    private protected async Task<IReadOnlyList<DeliveredMount>> ImportAsync(JsonNode json, string before = "")
    {
        var run = await RunAsync(json, before);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return Mounts(run.Output);
    }
}
