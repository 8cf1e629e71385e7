using System.Net;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>
/// What macOS' WebDAVFS sends, replayed from its published source: OPTIONS, PROPFIND of four properties at depth 0 and 1, the
/// quota query, probes for ._ files, and a resumed read with If-Range and a date.
/// </summary>
public sealed class FinderTests : IAsyncLifetime
{
    private const string Agent = "WebDAVFS/3.0.0 (03008000) Darwin/23.0.0 (x86_64)";

    private const string Stat =
        """<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:">"""
        + """<D:prop><D:getlastmodified/><D:getcontentlength/><D:creationdate/><D:resourcetype/></D:prop></D:propfind>""";

    private const string Quota =
        """<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:">"""
        + """<D:prop><D:quota-available-bytes/><D:quota-used-bytes/><D:quota/><D:quotaused/></D:prop></D:propfind>""";

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() =>
        _fixture = await DeliveryFixture.StartAsync("Filme:\n  a.bin:300000:1709210096:{origin}/13/a.bin");

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Mount_OptionsAndStat_MakeItReadOnly()
    {
        using var options = await _fixture.Gateway.Stranger.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/dav/"),
            TestContext.Current.CancellationToken);
        Assert.Equal("1", options.Headers.GetValues("DAV").Single());

        var root = Assert.Single(await _fixture.Gateway.ListAsync("/dav/", "0", Stat));
        Assert.True(root.IsCollection);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", root["creationdate"]!);
        Assert.EndsWith(" GMT", root["getlastmodified"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_DepthOne_HasSelfAndMembersByTheirLastSegment()
    {
        var members = await _fixture.Gateway.ListAsync("/dav/Filme/", "1", Stat);

        Assert.Equal(["/dav/Filme/", "/dav/Filme/a.bin"], members.Select(member => member.Href));
        Assert.Equal("300000", members[1]["getcontentlength"]);
        Assert.False(members[1].IsCollection);
    }

    [Fact]
    public async Task Quota_Asked_IsNotThereRatherThanZero()
    {
        var root = Assert.Single(await _fixture.Gateway.ListAsync("/dav/", "0", Quota));

        Assert.Empty(root.Found);
        Assert.Equal(4, root.Missing.Count);
    }

    [Theory]
    [InlineData("._.")]
    [InlineData("._a.bin")]
    [InlineData(".DS_Store")]
    [InlineData(".metadata_never_index")]
    [InlineData(".Spotlight-V100")]
    [InlineData("Backups.backupdb")]
    [InlineData("mach_kernel")]
    public async Task Probe_ForWhatIsNotThere_Is404(string name)
    {
        using var response = await _fixture.Gateway.PropFindAsync("/dav/Filme/" + name, "0", Stat, ("User-Agent", Agent));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Read_ResumedWithADate_IsThePartAndTheValidatorsAreStable()
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:300000:1709210096:{origin}/13/a.bin", ("Mounts:0:Delivery", "Proxy"));
        using var whole = await fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("User-Agent", Agent));
        var modified = whole.Content.Headers.GetValues("Last-Modified").Single();
        fixture.Gateway.Time.Advance(TimeSpan.FromHours(2));
        using var rest = await fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("User-Agent", Agent), ("Range", "bytes=299990-"), ("If-Range", modified));

        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole.Headers.ETag, rest.Headers.ETag);
        Assert.Equal(DeliveryFixture.Bytes[299990..], await rest.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
