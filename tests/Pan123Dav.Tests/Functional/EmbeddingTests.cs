using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>What pages of other sites can make a browser fetch with the password that it knows.</summary>
[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class EmbeddingTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        "a.jpg:1000:1694101621:https://vip.123pan.cn/13/a.jpg", ("Budgets:DailyLinks", "1"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("cross-site", "no-cors", "image")]
    [InlineData("same-site", "no-cors", "image")]
    [InlineData("same-site", "no-cors", "video")]
    [InlineData("cross-site", "cors", "empty")]
    [InlineData("cross-site", "navigate", "iframe")]
    [InlineData("same-site", "navigate", "object")]
    [InlineData("cross-site", "navigate", null)]
    [InlineData("cross-site", null, null)]
    [InlineData("Cross-Site", "no-cors", "image")]
    [InlineData("anything", "no-cors", "image")]
    public async Task Get_FileEmbeddedByAnotherSite_Is403AndCostsNothing(string site, string? mode, string? dest)
    {
        for (var i = 0; i < 3; i++)
        {
            using var refused = await _gateway.SendAsync("GET", "/dav/a.jpg", Headers(site, mode, dest));

            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Location"));
        }

        using var paid = await _gateway.SendAsync("GET", "/dav/a.jpg");
        Assert.Equal(HttpStatusCode.Redirect, paid.StatusCode);
    }

    [Fact]
    public async Task Get_FilePrefetchedByAnotherSite_Is403()
    {
        using var response = await _gateway.SendAsync(
            "GET", "/dav/a.jpg", [.. Headers("cross-site", "navigate", "document"), ("Sec-Purpose", "prefetch;prerender")]);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("cross-site", "navigate", "document")]
    [InlineData("same-site", "navigate", "document")]
    [InlineData("same-origin", "no-cors", "image")]
    [InlineData("same-origin", "navigate", "iframe")]
    [InlineData("none", "navigate", "document")]
    public async Task Get_FileByNavigationOrOwnPage_IsDelivered(string site, string mode, string dest)
    {
        using var response = await _gateway.SendAsync("GET", "/dav/a.jpg", Headers(site, mode, dest));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/dav/a.jpg", 302)]
    [InlineData("HEAD", "/dav/a.jpg", 200)]
    [InlineData("GET", "/dav/", 200)]
    [InlineData("PROPFIND", "/dav/", 207)]
    [InlineData("OPTIONS", "/", 200)]
    [InlineData("GET", "/dav/nothing", 404)]
    [InlineData("PUT", "/dav/a.jpg", 405)]
    [InlineData("GET", "/dav/a%2Fb", 400)]
    public async Task Answer_Any_MayNotBeEmbedded(string method, string path, int status)
    {
        using var response = await _gateway.SendAsync(method, path, ("Depth", "1"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task Refusal_OfAStranger_MayNotBeEmbedded()
    {
        using var response = await _gateway.Stranger.GetAsync("/dav/a.jpg");

        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    private static (string Name, string Value)[] Headers(string site, string? mode, string? dest)
    {
        (string Name, string? Value)[] all = [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest)];
        return [.. all.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))];
    }
}
