using System.Text;
using System.Xml;
using CsCheck;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class MultiStatusReaderTests
{
    private static readonly Gen<string> Piece = GetOne(
        "<D:multistatus xmlns:D=\"DAV:\">", "</D:multistatus>", "<D:response>", "</D:response>",
        "<D:href>", "</D:href>", "/webdav/a", "/webdav/%2e%2e", "<D:propstat>", "</D:propstat>",
        "<D:prop>", "</D:prop>", "<D:status>HTTP/1.1 200 OK</D:status>", "<D:status/>",
        "<D:resourcetype><D:collection/></D:resourcetype>", "<D:getcontentlength>7</D:getcontentlength>",
        "<x/>", "<!-- -->", "<![CDATA[x]]>", "&amp;", "&lt", "&x;", "<?pi?>", "<!DOCTYPE a>", "\0", "音", " ", "\n");

    [Fact]
    public async Task Read_PropStats_CountsThoseOf2xxOnly()
    {
        var found = await ReadAsync("""
            <a:multistatus xmlns:a="DAV:" xmlns:x="urn:x"><a:response><x:href>/wrong</x:href><a:href> /webdav/a%20b </a:href>
            <a:propstat><a:prop><a:getcontentlength/><a:getlastmodified/><a:resourcetype/></a:prop><a:status>HTTP/1.1 404 Not Found</a:status></a:propstat>
            <a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop><a:getcontentlength>12</a:getcontentlength><x:getcontentlength>99</x:getcontentlength>
            <a:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</a:getlastmodified></a:prop></a:propstat>
            <a:propstat><a:prop><a:getcontentlength>55</a:getcontentlength></a:prop><a:status>HTTP/1.1 500 No</a:status></a:propstat>
            </a:response><a:responsedescription>x</a:responsedescription></a:multistatus>
            """);

        Assert.Equal([new MultiStatusResponse("/webdav/a%20b", null, null, 12, 1_700_000_000)], found);
    }

    [Fact]
    public async Task Read_Collections_KnowsThemByTheirType()
    {
        var found = await ReadAsync("""
            <multistatus xmlns="DAV:">
            <response><href>/a/</href><propstat><prop><resourcetype><x xmlns="urn:x"/><collection></collection></resourcetype></prop>
            <status>HTTP/1.1 200 OK</status></propstat></response>
            <response><href>/b</href><propstat><prop><resourcetype/></prop><status>HTTP/2 204 x</status></propstat></response>
            <response><href>/c</href><status>HTTP/1.1 404 Not Found</status></response><response/><other><response><href>/no</href></response></other>
            </multistatus>
            """);

        Assert.Equal([("/a/", true, null), ("/b", false, null), ("/c", (bool?)null, (int?)404)], found.Select(one => (one.Href, one.IsCollection, one.Status)));
    }

    [Theory]
    [InlineData("Tue, 14 Nov 2023 22:13:20 GMT", 1_700_000_000L)]
    [InlineData("Sat, 14 Nov 2023 22:13:20 GMT", 1_700_000_000L)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000L)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public async Task Read_Time_IsUnixSecondsOrUnknown(string text, long? expected) =>
        Assert.Equal(expected, (await ReadAsync(One($"<D:getlastmodified>{text}</D:getlastmodified>")))[0].Modified);

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("9223372036854775807", 9223372036854775807L)]
    [InlineData("9223372036854775808", null)]
    [InlineData("-1", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    public async Task Read_Length_IsBytesOrUnknown(string text, long? expected) =>
        Assert.Equal(expected, (await ReadAsync(One($"<D:getcontentlength>{text}</D:getcontentlength>")))[0].Length);

    [Fact]
    public async Task Read_ReferenceToACharacterThatXmlCannotHold_SpoilsNothing() =>
        Assert.Equal(7, (await ReadAsync(One("<D:displayname>a&#1;&#xFFFE;b</D:displayname><D:getcontentlength>7</D:getcontentlength>")))[0].Length);

    [Fact]
    public async Task Read_Dtd_IsAnError()
    {
        const string Bomb =
            """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
            + """<D:multistatus xmlns:D="DAV:"><D:response><D:href>&b;</D:href></D:response></D:multistatus>""";

        await Assert.ThrowsAsync<XmlException>(() => ReadAsync(Bomb));
    }

    [Fact]
    public async Task Read_DeepNesting_IsAnError() =>
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync($"<D:multistatus xmlns:D=\"DAV:\">{string.Concat(Enumerable.Repeat("<a>", 1000))}"));

    [Fact]
    public async Task Read_LongValue_IsAnError() => await Assert.ThrowsAsync<FormatException>(() => ReadAsync(
        $"<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/{new string('a', 20_000)}</D:href></D:response></D:multistatus>"));

    [Theory]
    [InlineData("<html><body>hello</body></html>")]
    [InlineData("<multistatus/>")]
    public async Task Read_OtherXml_IsAnError(string text) => await Assert.ThrowsAsync<FormatException>(() => ReadAsync(text));

    [Theory]
    [InlineData("")]
    [InlineData("{\"code\":1}")]
    [InlineData("<D:multistatus xmlns:D=\"DAV:\"><D:response>")]
    [InlineData("<D:multistatus xmlns:D=\"DAV:\"/><x/>")]
    public async Task Read_NoXml_IsAnError(string text) => await Assert.ThrowsAsync<XmlException>(() => ReadAsync(text));

    [Fact]
    public async Task Read_MoreThanIsAllowed_IsAnError()
    {
        var text = Encoding.UTF8.GetBytes(One(new string(' ', 5000)));
        await using var body = new BoundedStream(new MemoryStream(text), 1000, TestContext.Current.CancellationToken);
        using var reader = new MultiStatusReader(body);

        await Assert.ThrowsAsync<FormatException>(async () => await reader.ReadAsync().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Read_AnyPieces_GivesResponsesOrAnError() => await Piece.Array[0, 30].SampleAsync(
        async pieces =>
        {
            try
            {
                await ReadAsync("<D:multistatus xmlns:D=\"DAV:\">" + string.Concat(pieces));
            }
            catch (Exception e) when (e is XmlException or FormatException)
            {
                // As it should be.
            }
        },
        iter: 2_000);

    private static string One(string properties) =>
        $"<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/a</D:href><D:propstat><D:prop>{properties}</D:prop><D:status>HTTP/1.1 200 "
        + "OK</D:status></D:propstat></D:response></D:multistatus>";

    private static async Task<List<MultiStatusResponse>> ReadAsync(string text)
    {
        using var reader = new MultiStatusReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return await reader.ReadAsync().ToListAsync(TestContext.Current.CancellationToken);
    }

    private static Gen<string> GetOne(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(at => pieces[at]);
}
