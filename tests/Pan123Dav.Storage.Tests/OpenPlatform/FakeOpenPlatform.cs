using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Tests.Remote;
using Pan123Dav.Storage.Tests.Remote.Tokens;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

/// <summary>As much of the open platform as a storage asks for, in memory, as 123's documents describe it; a test can put its own answer in the way.</summary>
internal sealed class FakeOpenPlatform
{
    public const string ClientId = "client-1";
    public const string ClientSecret = "secret-of-the-client";
    public const long Uid = 13;

    private static readonly Uri BaseUrl = new("https://open.example/base/");

    private readonly ConcurrentDictionary<string, int> _calls = [];
    private int _tokens;

    public FakeOpenPlatform(params IReadOnlyList<RemoteNode> nodes)
    {
        Nodes = nodes;
        Http = new FakeHttp(Answer);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryTokens Tokens { get; } = new();

    public RecordingLog Log { get; } = new();

    public FakeHttp Http { get; }

    public IReadOnlyList<RemoteNode> Nodes { get; set; }

    /// <summary>Changes what is said of an item before it goes out.</summary>
    public Action<long, JsonObject>? Dress { get; set; }

    /// <summary>An answer in the place of the usual one, by the last part of the path; null for the usual one.</summary>
    public Func<string, HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = (_, _) => null;

    /// <summary>The only token that is taken; any while it is null.</summary>
    public string? OnlyToken { get; set; }

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromDays(30);

    public int Calls(string path) => _calls.GetValueOrDefault(path);

    public OpenPlatformStorage Storage(
        OpenPlatformLink link = OpenPlatformLink.DirectLink, string privateKey = "mykey", ulong uid = 0, string secret = ClientSecret, string baseUrl = "")
    {
        var remote = new OpenPlatformOptions
        {
            BaseUrl = baseUrl.Length > 0 ? new Uri(baseUrl) : BaseUrl,
            ClientId = ClientId,
            ClientSecret = secret,
            Link = link
        };
        var options = new MountOptions { Type = MountType.OpenPlatform, PrivateKey = privateKey, Uid = uid, Remote = remote };
        var services = new StorageServices
        {
            TimeProvider = Time,
            LoggerFactory = Log,
            HttpClients = Http,
            Tokens = Tokens,
            Rates = new ApiRates().Times(1_000_000)
        };
        return OpenPlatformStorage.Create(options, remote, Http, services, new ApiLimits { RetryDelay = TimeSpan.Zero });
    }

    /// <summary>An account with one file, which has what can go wrong in its name, and one folder.</summary>
    public static FakeOpenPlatform WithOneFile() =>
        new(new RemoteNode(1, 0, "第 1 集 #1.mkv", false, 7, 1694098421, RemoteNode.GetMd5("f")), new RemoteNode(2, 0, "d", true));

    /// <summary>That file, as it is listed.</summary>
    public static async Task<StorageEntry> FileAsync(OpenPlatformStorage storage)
    {
        var root = await storage.FindAsync(StoragePath.Root, TestContext.Current.CancellationToken);
        return (await storage.ListAsync(StoragePath.Root, root!.Value, TestContext.Current.CancellationToken)).First(member => !member.IsCollection);
    }

    public static HttpResponseMessage Good(JsonNode data) =>
        FakeHttp.Json(new JsonObject { ["code"] = 0, ["message"] = "ok", ["data"] = data, ["x-traceID"] = "trace" }.ToJsonString());

    public static HttpResponseMessage Bad(long code, string message = "no") =>
        FakeHttp.Json(new JsonObject { ["code"] = code, ["message"] = message, ["data"] = null }.ToJsonString());

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        Assert.Equal("open_platform", Assert.Single(request.Headers.GetValues("Platform")));
        Assert.StartsWith("/base/api/", request.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        var path = request.RequestUri.AbsolutePath["/base/api/".Length..];
        _calls.AddOrUpdate(path, 1, (_, count) => count + 1);
        if (Instead(path, request) is { } instead)
        {
            return instead;
        }

        if (path == "v1/access_token")
        {
            return Token(request);
        }

        var token = request.Headers.Authorization?.Parameter;
        if (request.Headers.Authorization?.Scheme != "Bearer" || token != (OnlyToken ?? token))
        {
            return Bad(401, "token is invalid");
        }

        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        return path switch
        {
            "v2/file/list" => Page(query["parentFileId"]!, int.Parse(query["limit"]!, CultureInfo.InvariantCulture), query["lastFileId"]),
            "v1/user/info" => Good(new JsonObject { ["uid"] = Uid, ["nickname"] = "n", ["vip"] = true, ["directTraffic"] = 1024, ["isHideUID"] = false }),
            "v1/direct-link/url" =>
                Good(new JsonObject { ["url"] = $"https://vip.example/{Uid}/{Node(query["fileID"]).Id}/{Uri.EscapeDataString(Node(query["fileID"]).Name)}" }),
            "v1/file/download_info" =>
                Good(
                    new JsonObject
                    {
                        ["downloadUrl"] = $"https://cdn.example/{Node(query["fileId"]).Id}?t={Time.GetUtcNow().AddHours(2).ToUnixTimeSeconds()}&n={Calls(path)}"
                    }),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("") },
        };
    }

    private HttpResponseMessage Token(HttpRequestMessage request)
    {
        var body = JsonNode.Parse(request.Content!.ReadAsStream())!;
        return (string?)body["clientID"] == ClientId && (string?)body["clientSecret"] == ClientSecret
            ? Good(
                new JsonObject
                {
                    ["accessToken"] = $"token-{++_tokens}",
                    ["expiredAt"] = Time.GetUtcNow().Add(TokenLife).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz",
                        CultureInfo.InvariantCulture)
                })
            : Bad(1, "clientID or clientSecret is wrong");
    }

    private RemoteNode Node(string? id) => Nodes.Single(node => node.Id == long.Parse(id!, CultureInfo.InvariantCulture));

    private HttpResponseMessage Page(string parent, int limit, string? last)
    {
        var members = Nodes.Where(node => node.Parent == long.Parse(parent, CultureInfo.InvariantCulture)).ToList();
        var start = last is null ? 0 : members.FindIndex(node => node.Id == long.Parse(last, CultureInfo.InvariantCulture)) + 1;
        var page = members.Skip(start).Take(limit).ToList();
        return Good(new JsonObject
        {
            ["lastFileId"] = start + page.Count < members.Count ? page[^1].Id : -1,
            ["fileList"] = new JsonArray([.. page.Select(GetItem)]),
        });
    }

    private JsonObject GetItem(RemoteNode node)
    {
        var item = new JsonObject
        {
            ["fileId"] = node.Id,
            ["filename"] = node.Name,
            ["parentFileId"] = node.Parent,
            ["type"] = node.IsFolder ? 1 : 0,
            ["etag"] = node.Md5,
            ["size"] = node.Size,
            ["category"] = 0,
            ["status"] = 0,
            ["trashed"] = 0,
            ["updateAt"] = node.Modified is { } seconds ? ApiTime.Format(DateTimeOffset.FromUnixTimeSeconds(seconds)) : "",
        };
        Dress?.Invoke(node.Id, item);
        return item;
    }
}
