using System.Net;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class StorageAnswersTests
{
    private readonly List<(string Mount, string Code)> _seen = [];

    [Fact]
    public void Count_MoreCodesThanMayBe_AreOne()
    {
        var answers = new StorageAnswers("/drive", (mount, code) => _seen.Add((mount, code)));
        for (var code = 0; code < 10_000; code++)
        {
            answers.Count(code);
        }

        answers.Count(3);
        answers.CountNone();

        Assert.Equal(StorageAnswers.MaxCodes + 2, _seen.Distinct().Count());
        Assert.Equal([("/drive", "other"), ("/drive", "3"), ("/drive", "none")], _seen.TakeLast(3));
    }

    [Theory]
    [InlineData("""{"code":0,"data":{"url":"https://h/a"}}""", HttpStatusCode.OK, "0")]
    [InlineData("""{"code":401,"message":"token"}""", HttpStatusCode.OK, "401")]
    [InlineData("""{"code":0,"data":null}""", HttpStatusCode.OK, "0")]
    [InlineData("<html>", HttpStatusCode.BadGateway, "502")]
    [InlineData("", HttpStatusCode.OK, "200")]
    [InlineData("nonsense", HttpStatusCode.OK, "200")]
    [InlineData("{}", HttpStatusCode.Forbidden, "403")]
    public async Task CallAsync_EachAnswer_IsCountedOnce(string body, HttpStatusCode status, string code)
    {
        await CallAsync(new FakeHttp(_ => FakeHttp.Json(body, status)));

        Assert.Equal([("/drive", code)], _seen);
    }

    [Fact]
    public async Task CallAsync_NoAnswer_IsCountedOnce()
    {
        await CallAsync(new FakeHttp(_ => throw new HttpRequestException("no")));

        Assert.Equal([("/drive", "none")], _seen);
    }

    private async Task CallAsync(FakeHttp http)
    {
        var limits = new ApiLimits();
        var transport = new ApiTransport(http, "any", new Uri("https://api.example"), limits, CancellationToken.None)
        {
            Answers = new StorageAnswers("/drive", (mount, code) => _seen.Add((mount, code))),
            HasCodes = true,
        };
        var call = new ApiCall<DirectLinkUrlData>(
            "x",
            new EndpointRateLimiter(new ApiRate(TimeSpan.Zero), TimeProvider.System),
            () => new HttpRequestMessage(HttpMethod.Get, "https://api.example/x"),
            OpenPlatformJson.Default.DirectLinkUrlData)
        {
            IsSafe = false,
        };
        try
        {
            await new ApiClient(transport, limits).CallAsync(call, TestContext.Current.CancellationToken);
        }
        catch (StorageException)
        {
            // What it is belongs to ApiClientTests.
        }
    }
}
