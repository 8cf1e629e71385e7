using System.Net;
using System.Xml.Linq;

namespace Pan123Dav.Tests.Functional;

/// <summary>What a PROPFIND asks for in its body, and which properties the answer has.</summary>
[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class PropFindBodyTests : PropFindTest
{
    [Fact]
    public async Task Propfind_EmptyBody_MeansAllProp()
    {
        var file = (await Gateway.ListAsync("/dav/films/a.mkv", "0")).Single();

        Assert.Equal("a.mkv", file["displayname"]);
        Assert.Equal("100", file["getcontentlength"]);
        Assert.Equal("Thu, 07 Sep 2023 15:47:01 GMT", file["getlastmodified"]);
        Assert.Equal("2023-09-07T15:47:01Z", file["creationdate"]);
        Assert.Equal("video/x-matroska", file["getcontenttype"]);
        Assert.Matches("^\"[0-9a-f]{16}\"$", file["getetag"]);
        Assert.Equal("", file["supportedlock"]);
        Assert.Equal("", file["resourcetype"]);
        Assert.Empty(file.Missing);
    }

    [Fact]
    public async Task Propfind_UnknownLengthAndTime_OmitsTheOneAndShowsTheFixedOther()
    {
        var file = (await Gateway.ListAsync("/dav/films/b.srt", "0")).Single();

        Assert.Null(file["getcontentlength"]);
        Assert.Equal("Sat, 01 Jan 2000 00:00:00 GMT", file["getlastmodified"]);
        Assert.Equal("2000-01-01T00:00:00Z", file["creationdate"]);
    }

    [Fact]
    public async Task Propfind_NamedProperties_FoundAndMissingApart()
    {
        const string Body = """
            <?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:z="urn:z&amp;&lt;"><d:prop>
            <d:getcontentlength/><d:quota-available-bytes/><z:executable/><none xmlns=""/><d:displayname/></d:prop></d:propfind>
            """;
        var responses = await Gateway.ListAsync("/dav/films", "1", Body);

        XName[] unknown = [DavResponse.Dav + "quota-available-bytes", XNamespace.Get("urn:z&<") + "executable", "none"];
        Assert.Equal(unknown.Append(DavResponse.Dav + "getcontentlength").ToHashSet(), responses[0].Missing.ToHashSet());
        Assert.Equal(unknown.ToHashSet(), responses[1].Missing.ToHashSet());
        Assert.Equal("100", responses[1]["getcontentlength"]);
        Assert.Equal(2, responses[1].Found.Count);
    }

    [Theory]
    [InlineData("Prefer", "return=minimal")]
    [InlineData("Prefer", "respond-async, return=minimal")]
    [InlineData("Brief", "t")]
    public async Task Propfind_MinimalPreferred_LeavesMissingPropertiesOut(string header, string value)
    {
        const string Body = "<propfind xmlns=\"DAV:\"><prop><getcontentlength/><quota-used-bytes/></prop></propfind>";
        using var response = await Gateway.PropFindAsync("/dav/films", "1", Body, (header, value));
        var responses = DavResponse.Parse(await response.Content.ReadAsByteArrayAsync());

        Assert.All(responses, r => Assert.Empty(r.Missing));
        Assert.Empty(responses[0].Found);
        Assert.Equal("return=minimal", response.Headers.GetValues("Preference-Applied").Single());
    }

    [Fact]
    public async Task Propfind_PropName_NamesWhatThereIs()
    {
        const string Body = "<propfind xmlns=\"DAV:\"><propname/></propfind>";
        var responses = await Gateway.ListAsync("/dav/films", "1", Body);

        Assert.Equal(5, responses[0].Found.Count);
        Assert.Equal(8, responses[1].Found.Count);
        Assert.Equal(7, responses[2].Found.Count);
        Assert.All(responses.SelectMany(r => r.Found.Values), e => Assert.Equal("", e.Value));
    }

    [Fact]
    public async Task Propfind_AllPropWithInclude_AnswersBoth()
    {
        const string Body = "<D:propfind xmlns:D=\"DAV:\"><D:allprop/><D:include><D:acl/></D:include></D:propfind>";
        var file = (await Gateway.ListAsync("/dav/films/a.mkv", "0", Body)).Single();

        Assert.Equal(8, file.Found.Count);
        Assert.Equal(DavResponse.Dav + "acl", Assert.Single(file.Missing));
    }

    [Theory]
    [InlineData("<propfind xmlns=\"DAV:\"><allprop/>")]
    [InlineData("not xml")]
    [InlineData("<propfind/>")]
    [InlineData("<propfind xmlns=\"DAV:\"/>")]
    [InlineData("<propfind xmlns=\"DAV:\"><allprop/><propname/></propfind>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"1\">]><propfind xmlns=\"DAV:\"><allprop/></propfind>")]
    [InlineData("<propfind xmlns=\"DAV:\"><allprop/></propfind><more/>")]
    [InlineData("<D:propfind xmlns:D=\"DAV:\"><D:prop><X:a/></D:prop></D:propfind>")]
    public async Task Propfind_MalformedBody_Is400WithShortError(string body)
    {
        using var response = await Gateway.PropFindAsync("/dav/", "1", body);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<D:error xmlns:D=\"DAV:\">", text);
        Assert.True(text.Length < 500);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Propfind_BodyOver64KiB_Is413(bool chunked)
    {
        var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), "/dav/")
        {
            Content = new StringContent("<propfind xmlns=\"DAV:\"><allprop/></propfind>" + new string(' ', 70_000)),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await Gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Propfind_LargeBodyWithinTheLimit_IsAnswered()
    {
        var body = "<propfind xmlns=\"DAV:\"><allprop/></propfind>" + new string(' ', 60_000);

        Assert.Single(await Gateway.ListAsync("/dav/", "0", body));
    }
}
