using System.Net;

namespace Pan123Dav.Tests.Functional;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class PropFindTests : PropFindTest
{
    [Fact]
    public async Task Propfind_DepthZero_AnswersWithSelfAlone()
    {
        var responses = await Gateway.ListAsync("/dav/", "0");

        Assert.Equal("/dav/", Assert.Single(responses).Href);
    }

    [Fact]
    public async Task Propfind_DepthOne_ListsSelfFirstThenMembersInTreeOrder()
    {
        var responses = await Gateway.ListAsync("/dav/");

        Assert.Equal(["/dav/", "/dav/films/", "/dav/z%20first.txt", "/dav/a%20last.txt", "/dav/empty/"], responses.Select(r => r.Href));
        Assert.Equal([true, true, false, false, true], responses.Select(r => r.IsCollection));
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData("Infinity")]
    [InlineData(null)]
    public async Task Propfind_DepthInfinityOrNone_WalksTheTree(string? depth)
    {
        var responses = await Gateway.ListAsync("/dav", depth);

        Assert.Equal(
            ["/dav/", "/dav/films/", "/dav/films/a.mkv", "/dav/films/b.srt", "/dav/films/inner/",
                "/dav/films/inner/c.txt", "/dav/z%20first.txt", "/dav/a%20last.txt", "/dav/empty/"],
            responses.Select(r => r.Href));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("1,1")]
    [InlineData("one")]
    public async Task Propfind_BadDepth_Is400(string depth)
    {
        using var response = await Gateway.PropFindAsync("/dav/", depth);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<D:error", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/dav")]
    [InlineData("/dav/films")]
    [InlineData("/dav//films")]
    public async Task Propfind_CollectionWithoutItsSlash_AnswersDirectlyWithSlash(string path)
    {
        var responses = await Gateway.ListAsync(path, "0");

        Assert.EndsWith("/", responses[0].Href);
    }

    [Theory]
    [InlineData("/dav/nothing")]
    [InlineData("/dav/films/nothing/deeper")]
    [InlineData("/other")]
    [InlineData("/davx")]
    [InlineData("/dav/films/a.mkv/inside")]
    [InlineData("/dav/FILMS")]
    public async Task Propfind_UnknownResource_IsPlain404(string path)
    {
        using var response = await Gateway.PropFindAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("0", new[] { "/" })]
    [InlineData("1", new[] { "/", "/dav/" })]
    public async Task Propfind_ServerRoot_ListsPathBaseAsItsOnlyMember(string depth, string[] hrefs)
    {
        var responses = await Gateway.ListAsync("/", depth);

        Assert.Equal(hrefs, responses.Select(r => r.Href));
        Assert.All(responses, r => Assert.True(r.IsCollection));
    }

    [Fact]
    public async Task Propfind_OnTheWire_UsesPrefixDAndNoWhiteSpace()
    {
        using var response = await Gateway.PropFindAsync("/dav/films");
        var text = await response.Content.ReadAsStringAsync();

        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><D:multistatus xmlns:D=\"DAV:\"><D:response>", text);
        Assert.DoesNotContain("> <", text);
        Assert.DoesNotContain("\n", text);
        Assert.Equal("application/xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.NotNull(response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Propfind_InfiniteDepthBeyondTheLimit_IsRefusedWithPrecondition()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("PropFind:MaxInfiniteDepthMembers", "7"));
        using var refused = await gateway.PropFindAsync("/dav/", "infinity");
        var text = await refused.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("<D:propfind-finite-depth/>", text);
        Assert.Equal(5, (await gateway.ListAsync("/dav/films/", "infinity")).Count);
    }
}
