using System.Net;

namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>Chains that lead nowhere: a fault that tells no address, and nothing of this network asked or handed out.</summary>
public sealed class LinkChainFaultTests : LinkChainTest
{
    [Fact]
    public async Task FollowAsync_MoreThanFiveSteps_IsGivenUp()
    {
        var web = new FakeWeb(request => Leads("302", Step(GetStep(request) + 1)));

        await AssertFaultAsync(web, Wrap(Step(1)), StorageError.Malformed, "leads on and on");

        Assert.Equal(5, web.Seen.Count);
    }

    [Theory]
    [InlineData(403, """{"code":403,"message":"forbidden"}""", StorageError.Forbidden)]
    [InlineData(403, """{"code":1010,"message":"x"}""", StorageError.Forbidden)]
    [InlineData(403, """{"code":5113,"message":"x"}""", StorageError.TrafficUsedUp)]
    [InlineData(403, "{}", StorageError.Forbidden)]
    [InlineData(403, "<html>no</html>", StorageError.Forbidden)]
    [InlineData(403, "not json", StorageError.Forbidden)]
    [InlineData(404, "", StorageError.NotFound)]
    [InlineData(410, "{}", StorageError.NotFound)]
    [InlineData(429, "", StorageError.Throttled)]
    [InlineData(500, "", StorageError.Unavailable)]
    [InlineData(400, "", StorageError.Malformed)]
    [InlineData(200, "", StorageError.Malformed)]
    [InlineData(200, "<html>200</html>", StorageError.Malformed)]
    [InlineData(200, "{", StorageError.Malformed)]
    [InlineData(200, "[]", StorageError.Malformed)]
    [InlineData(200, "null", StorageError.Malformed)]
    [InlineData(200, """{"data":null}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":""}}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":{"a":1}}}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":"\ud800"}}""", StorageError.Malformed)]
    [InlineData(210, """{"data":{"redirect_url":"file:///etc/passwd"}}""", StorageError.Malformed)]
    [InlineData(210, """{"data":{"redirect_url":"https://u:p@cdn.example/"}}""", StorageError.Malformed)]
    public async Task FollowAsync_AnswerThatIsNoWay_IsAFaultThatTellsNoAddress(int status, string body, StorageError error) =>
        await AssertFaultAsync(new FakeWeb(_ => FakeWeb.Json(body, status)), Wrap(Step(1)), error, "share/download/info");

    [Fact]
    public async Task FollowAsync_RedirectWithoutLocation_IsAFault() =>
        await AssertFaultAsync(new FakeWeb(_ => new HttpResponseMessage(HttpStatusCode.Found)), Wrap(Step(1)), StorageError.Malformed, "leads to no");

    [Fact]
    public async Task FollowAsync_EndlessAnswer_IsGivenUp() =>
        await AssertFaultAsync(new FakeWeb(_ => FakeWeb.Json(new string(' ', 200_000))), Wrap(Step(1)), StorageError.Malformed, "larger than any should be");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ftp://download.example/?params=x")]
    [InlineData("https://download.example/?params=bm9uc2Vuc2U")]
    public async Task FollowAsync_NoAddressToBeginWith_IsAFault(string? downloadUrl)
    {
        var web = new FakeWeb(_ => Leads("302", Content));

        await AssertFaultAsync(web, downloadUrl, StorageError.Malformed, "address");

        Assert.Empty(web.Seen);
    }

    [Theory]
    [InlineData("http://127.0.0.1/a?t=1700003600")]
    [InlineData("http://127.0.0.1:8080/a?auto_redirect=0")]
    [InlineData("http://10.0.0.1/a?t=1700003600")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/a?t=1700003600")]
    [InlineData("http://[::ffff:192.168.0.1]/a")]
    [InlineData("http://localhost/a")]
    [InlineData("http://2130706433/a")]
    public async Task FollowAsync_PrivateAddress_IsNeitherAskedNorHandedOut(string inner)
    {
        var web = new FakeWeb(_ => Leads("302", inner));
        await AssertFaultAsync(web, Wrap(Step(1)), StorageError.Malformed, "this machine or its network");
        Assert.Single(web.Seen);

        await AssertFaultAsync(web, Wrap(inner), StorageError.Malformed, "this machine or its network");
        Assert.Single(web.Seen);
    }

    [Fact]
    public async Task FollowAsync_PrivateHostOfTheOwnersBaseUrl_IsAllowedAtAnyPort()
    {
        var web = new FakeWeb(request => Leads("302", "http://127.0.0.1:9/a?t=1700003600"));

        var link = await FollowAsync(web, Wrap("http://127.0.0.1:8/1?auto_redirect=0"), new Uri("http://127.0.0.1:7/"));

        Assert.Equal("http://127.0.0.1:9/a?t=1700003600", link.Link.Location);
    }

    private static async Task AssertFaultAsync(FakeWeb web, string? downloadUrl, StorageError error, string message)
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => FollowAsync(web, downloadUrl));

        Assert.Equal(error, fault.Error);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hop.example", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("params", fault.ToString(), StringComparison.Ordinal);
    }
}
