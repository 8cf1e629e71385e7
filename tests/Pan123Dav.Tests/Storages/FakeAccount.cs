using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>
/// The open platform of an account with <c>/films/one.mkv</c> and <c>/top.bin</c>, answered inside the gateway's
/// own clients: what it says is fixed but for what a test puts in the way.
/// </summary>
internal sealed class FakeAccount : HttpMessageHandler, IStorageHttpClients
{
    public const string Secret = "client-secret-4711";
    public const string Token = "eyJhbGciOiJIUzI1NiJ9.access-token-0815";
    public const string Md5 = "0123456789abcdef0123456789abcdef";

    private readonly ConcurrentQueue<string> _calls = [];

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Where direct links lead.</summary>
    public string LinkHost { get; set; } = "https://vip.example";

    /// <summary>An answer by the call's path in the place of the usual one; null for the usual one.</summary>
    public Func<string, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>Settings of a gateway with the account at <paramref name="path"/>.</summary>
    public static Dictionary<string, string?> Settings(string path = "/", params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Pan123Dav:Mounts:0:Path"] = path,
            ["Pan123Dav:Mounts:0:Type"] = "OpenPlatform",
            ["Pan123Dav:Mounts:0:ClientId"] = "client",
            ["Pan123Dav:Mounts:0:ClientSecret"] = Secret,
            ["Pan123Dav:Mounts:0:PrivateKey"] = GatewayHost.PrivateKey,
            ["Pan123Dav:Probe:Enabled"] = "false",
            ["Pan123Dav:Users:0:Name"] = GatewayHost.User,
            ["Pan123Dav:Users:0:Password"] = GatewayHost.Password,
        };
        foreach (var (key, value) in settings)
        {
            all["Pan123Dav:" + key] = value;
        }

        return all;
    }

    public Task<GatewayHost> StartAsync(Dictionary<string, string?>? settings = null) => GatewayHost.StartAsync(settings ?? Settings(), services => services
        .Replace(ServiceDescriptor.Singleton<IStorageHttpClients>(this))
        .Replace(ServiceDescriptor.Singleton(new ApiRates().Times(1_000_000))));

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        _calls.Enqueue(path);
        return Task.FromResult(Instead(path) ?? Json(Answer(path)));
    }

    private string Answer(string path) => path switch
    {
        "/api/v1/access_token" => Good($$"""{"accessToken":"{{Token}}","expiredAt":"2099-01-01T00:00:00+08:00"}"""),
        "/api/v2/file/list?parentFileId=0&limit=100" => Good($$"""
            {"lastFileId":-1,"fileList":[
            {"fileId":1,"filename":"films","type":1,"etag":"","size":0,"status":0,"trashed":0,"updateAt":"2024-01-01 08:00:00"},
            {"fileId":2,"filename":"top.bin","type":0,"etag":"{{Md5}}","size":300000,"status":0,"trashed":0,"updateAt":"2024-01-01 08:00:00"}]}
            """),
        "/api/v2/file/list?parentFileId=1&limit=100" => Good($$"""
            {"lastFileId":-1,"fileList":[{"fileId":3,"filename":"one.mkv","type":0,"etag":"","size":7,"status":0,"trashed":0,"updateAt":"2024-01-01 08:00:00"}]}
            """),
        "/api/v1/user/info" => Good("""{"uid":13}"""),
        "/api/v1/direct-link/url?fileID=2" => Good($$"""{"url":"{{LinkHost}}/13/a.bin"}"""),
        _ => """{"code":404,"message":"no such thing","data":null}""",
    };

    private static string Good(string data) => $$"""{"code":0,"message":"ok","data":{{data}},"x-traceID":"t"}""";
}
