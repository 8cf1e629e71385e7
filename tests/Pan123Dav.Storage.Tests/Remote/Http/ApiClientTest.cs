using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

/// <summary>A client of an interface that made-up answers come from.</summary>
public abstract class ApiClientTest
{
    private protected static readonly ApiLimits Limits = new() { RetryDelay = TimeSpan.Zero, MaxBytes = 64 * 1024, Attempt = TimeSpan.FromSeconds(5) };

    private static readonly Uri BaseUrl = new("https://api.example");

    private protected static ApiTransport Transport(FakeHttp http, ApiLimits limits, CancellationToken stopping = default) =>
        new(http, "any", BaseUrl, limits, stopping);

    private protected static ApiClient Client(FakeHttp http, ApiLimits? limits = null) => new(Transport(http, limits ?? Limits), limits ?? Limits);

    private protected static HttpRequestMessage Request(string path) => new(HttpMethod.Get, new Uri(BaseUrl, path));

    private protected static ApiCall<DirectLinkUrlData> Call(Func<HttpRequestMessage>? create = null) =>
        new("thing", new EndpointRateLimiter(new ApiRate(TimeSpan.Zero), TimeProvider.System),
            create ?? (() => Request("/x")), OpenPlatformJson.Default.DirectLinkUrlData);

    private protected static Task<DirectLinkUrlData> CallAsync(FakeHttp http) => Client(http).CallAsync(Call(), TestContext.Current.CancellationToken);

    private protected static Task<StorageException> FailAsync(FakeHttp http) => Assert.ThrowsAsync<StorageException>(() => CallAsync(http));
}
