using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class MethodTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync("folder:\n  a.txt:1:https://vip.123pan.cn/13/a.txt");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/dav")]
    [InlineData("/dav/folder/a.txt")]
    [InlineData("/dav/nothing")]
    [InlineData("/elsewhere/..%2f")]
    public async Task Options_WithoutCredentials_AnswersTheSameEverywhere(string path)
    {
        using var response = await _gateway.Stranger.SendAsync(new HttpRequestMessage(HttpMethod.Options, path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("DAV").Single());
        Assert.Equal("DAV", response.Headers.GetValues("MS-Author-Via").Single());
        Assert.Equal("OPTIONS, GET, HEAD, PROPFIND", string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(0, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("MKCOL")]
    [InlineData("COPY")]
    [InlineData("MOVE")]
    [InlineData("PROPPATCH")]
    [InlineData("LOCK")]
    [InlineData("UNLOCK")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("TRACE")]
    [InlineData("REPORT")]
    [InlineData("BREW")]
    public async Task Writing_AnyMethod_Is405WithAllow(string method)
    {
        foreach (var path in new[] { "/dav/folder/a.txt", "/dav/new.txt", "/" })
        {
            using var response = await _gateway.SendAsync(method, path);

            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal("OPTIONS, GET, HEAD, PROPFIND", string.Join(", ", response.Content.Headers.Allow));
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PROPFIND")]
    [InlineData("PUT")]
    [InlineData("HEAD")]
    public async Task AnyMethod_WithoutCredentials_Is401AndTellsNothing(string method)
    {
        foreach (var path in new[] { "/dav/folder/a.txt", "/dav/nothing", "/", "/elsewhere" })
        {
            using var response = await _gateway.Stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", response.Headers.GetValues("WWW-Authenticate").First());
            Assert.Equal("1", response.Headers.GetValues("DAV").Single());
            Assert.False(response.Headers.Contains("Location"));
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("GET", "/dav/%zz", 400)]
    [InlineData("GET", "/dav/a%2", 400)]
    [InlineData("GET", "/dav/%ff", 400)]
    [InlineData("GET", "/dav/folder%2Fa.txt", 400)]
    [InlineData("GET", "/dav/folder%2fa.txt", 400)]
    [InlineData("GET", "/dav/a%00.txt", 400)]
    [InlineData("GET", "/dav/../dav/folder/a.txt", 400)]
    [InlineData("GET", "/dav/%2e%2e/x", 400)]
    [InlineData("GET", "/dav/folder/..", 400)]
    [InlineData("GET", "/dav/.%2E/x", 400)]
    [InlineData("GET", "/./../x", 400)]
    [InlineData("PROPFIND", "/dav/./folder", 207)]
    [InlineData("PROPFIND", "/./dav/", 207)]
    [InlineData("PROPFIND", "/dav/.", 207)]
    [InlineData("PROPFIND", "/dav/%2e/", 207)]
    [InlineData("PROPFIND", "/.", 207)]
    [InlineData("PROPFIND", "/%2E/dav", 207)]
    [InlineData("GET", "/dav/folder/./a.txt", 302)]
    [InlineData("HEAD", "/.//dav/.//folder/%2e/a.txt/.", 200)]
    [InlineData("GET", "/dav/line%0Abreak", 404)]
    [InlineData("GET", "/dav/folder%252Fa.txt", 404)]
    [InlineData("GET", "/dav/folder/a.txt?x=/../", 302)]
    [InlineData("GET", "//dav///folder//a.txt", 302)]
    public async Task RawTarget_ByTable_NeverFails(string method, string target, int status)
    {
        var response = await _gateway.SendRawAsync(method, target);

        Assert.Equal(status, response.Status);
    }
}
