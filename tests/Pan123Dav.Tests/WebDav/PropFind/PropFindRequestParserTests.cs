using System.Text;
using System.Xml.Linq;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Http;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.Tests.WebDav.PropFind;

public sealed class PropFindRequestParserTests
{
    private static readonly string[] LiveNames =
        ["displayname", "resourcetype", "getcontentlength", "getlastmodified", "creationdate", "getetag", "getcontenttype", "supportedlock"];

    // Pieces of bodies, right and wrong, that are put together in any order.
    private static readonly string[] Pieces =
    [
        "<?xml version=\"1.0\"?>", "<propfind xmlns=\"DAV:\">", "<D:propfind xmlns:D=\"DAV:\">",
        "</propfind>", "</D:propfind>", "<prop>", "<D:prop>", "</prop>", "</D:prop>",
        "<allprop/>", "<D:allprop/>", "<propname/>", "<include>", "</include>", "<D:getetag/>",
        "<x/>", "<x xmlns=\"urn:x\"/>", "<y:z xmlns:y=\"\"/>", "<!-- -->", "<?a b?>",
        "<![CDATA[x]]>", "text", " ", "&amp;", "&x;", "<!DOCTYPE x>", "<!DOCTYPE x [<!ENTITY e \"e\">]>", "\0", "\ufffe", "<", ">", "\"",
    ];

    [Theory]
    [InlineData("<propfind xmlns='DAV:'><allprop/></propfind>", "AllProp", "All", "")]
    [InlineData("<propfind xmlns='DAV:'><propname/></propfind>", "PropName", "All", "")]
    [InlineData("<propfind xmlns='DAV:'><prop/></propfind>", "Prop", "None", "")]
    [InlineData("<propfind xmlns='DAV:'><prop><getetag/><getetag/></prop></propfind>", "Prop", "GetETag", "")]
    [InlineData("<a:propfind xmlns:a='DAV:'><a:prop><a:getetag><x/></a:getetag><a:displayname/></a:prop></a:propfind>", "Prop", "GetETag, DisplayName", "")]
    [InlineData("<propfind xmlns='DAV:'><allprop/><include><quota/></include></propfind>", "AllProp", "All", "<D:quota/>")]
    [InlineData("<propfind xmlns='DAV:'><include><quota/></include><allprop/></propfind>", "AllProp", "All", "<D:quota/>")]
    [InlineData("<propfind xmlns='DAV:'><future><prop/></future><prop><a xmlns='urn:a'/><b xmlns='urn:a'/><c xmlns=''/></prop></propfind>",
        "Prop", "None", "<n0:a/><n0:b/><c/>")]
    [InlineData("<propfind xmlns='DAV:'>text<prop>text<getetag/>text</prop>text</propfind><!-- after -->", "Prop", "GetETag", "")]
    [InlineData("<propfind xmlns='DAV:'><prop><getetag xmlns='urn:other'/></prop></propfind>", "Prop", "None", "<n0:getetag/>")]
    [InlineData("<propfind xmlns='DAV:'><prop><xml:lang/></prop></propfind>", "Prop", "None", "<xml:lang/>")]
    public void Parse_PropFind_IsWhatItAsksFor(string body, string kind, string live, string unknown)
    {
        var request = Parse(body);

        Assert.Equal(Enum.Parse<PropFindKind>(kind), request.Kind);
        Assert.Equal(Enum.Parse<LiveProperty>(live), request.Live);
        Assert.Equal(unknown, Encoding.UTF8.GetString(request.Unknown));
    }

    [Theory]
    [InlineData("")]
    [InlineData("propfind")]
    [InlineData("<propfind/>")]
    [InlineData("<propfind xmlns='dav:'><allprop/></propfind>")]
    [InlineData("<propfind xmlns='DAV:'/>")]
    [InlineData("<propfind xmlns='DAV:'><include><a/></include></propfind>")]
    [InlineData("<propfind xmlns='DAV:'><prop/><allprop/></propfind>")]
    [InlineData("<propfind xmlns='DAV:'><prop/><prop/></propfind>")]
    [InlineData("<propfind xmlns='DAV:'><allprop/>")]
    [InlineData("<propfind xmlns='DAV:'><allprop/></propfind><more/>")]
    [InlineData("<propfind xmlns='DAV:'><allprop/></propfind>text")]
    [InlineData("<propfind xmlns='DAV:'><prop><u:x/></prop></propfind>")]
    [InlineData("<!DOCTYPE propfind><propfind xmlns='DAV:'><allprop/></propfind>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><propfind xmlns='DAV:'><prop>&e;</prop></propfind>")]
    [InlineData("<propfind xmlns='DAV:'><prop><xmlns:x xmlns:y='urn:y'/></prop></propfind>")]
    [InlineData("<propertyupdate xmlns='DAV:'/>")]
    public void Parse_NoPropFind_IsABadRequest(string body) =>
        Assert.Equal(StatusCodes.Status400BadRequest, Assert.Throws<DavException>(() => Parse(body)).Status);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Parse_WithAByteOrderMark_IsRead(string encoding)
    {
        var text = Encoding.GetEncoding(encoding);
        byte[] body = [.. text.GetPreamble(), .. text.GetBytes("<propfind xmlns='DAV:'><prop><getetag/></prop></propfind>")];

        Assert.Equal(LiveProperty.GetETag, PropFindRequestParser.Parse(body, body.Length).Live);
    }

    [Fact]
    public void Parse_LongerBuffer_IsReadToTheLengthAlone()
    {
        var body = Encoding.UTF8.GetBytes("<propfind xmlns='DAV:'><allprop/></propfind>rubbish");

        Assert.Equal(PropFindKind.AllProp, PropFindRequestParser.Parse(body, body.Length - "rubbish".Length).Kind);
    }

    [Fact]
    public void Parse_AnyBytes_IsARequestOrABadRequest() => Gen.Byte.Array[0, 200].Sample(body => IsAnswered(body));

    [Fact]
    public void Parse_AnyPieces_IsARequestOrABadRequest() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 14].Sample(pieces => IsAnswered(Encoding.UTF8.GetBytes(string.Concat(pieces.Select(piece => Pieces[piece])))));

    [Fact]
    public void Parse_PiecesWithinAProp_IsARequestOrABadRequest() => Gen.Int[0, Pieces.Length - 1].Array[0, 8].Sample(pieces =>
        IsAnswered(
            Encoding.UTF8.GetBytes($"<D:propfind xmlns:D=\"DAV:\"><D:prop>{string.Concat(pieces.Select(piece => Pieces[piece]))}</D:prop></D:propfind>")));

    [Fact]
    public void Parse_AnyNames_AreEachLiveOrEchoedOnce()
    {
        var spaces = new[] { "DAV:", "urn:a", "urn:\"<&>\t\n'", "http://h/?a=b&c", "" };
        string[] locals = [.. LiveNames, "a", "é", "名", "a-b", "a.b", "_"];
        Gen.Select(Gen.Int[0, spaces.Length - 1].Select(i => spaces[i]), Gen.Int[0, locals.Length - 1].Select(i => locals[i])).Array[0, 20].Sample(names =>
        {
            var asked = names.Select(name => XName.Get(name.Item2, name.Item1)).ToList();
            var body = new XElement(XName.Get("propfind", "DAV:"),
                new XElement(XName.Get("prop", "DAV:"), asked.Select(name => new XElement(name)))).ToString();

            var request = Parse(body);

            var live = asked.Where(IsLive).Select(name => LiveProperties.Named(name.LocalName)).Aggregate(LiveProperty.None, (all, one) => all | one);
            Assert.Equal(live, request.Live);
            Assert.Equal(asked.Where(name => !IsLive(name)).Distinct(), GetEchoed(request));
        });
    }

    private static bool IsLive(XName name) => name.NamespaceName == "DAV:" && LiveNames.Contains(name.LocalName);

    // As a client reads them out of the multistatus.
    private static List<XName> GetEchoed(PropFindRequest request) =>
    [
        .. XElement.Parse(
            $"<D:multistatus xmlns:D=\"DAV:\"{Encoding.UTF8.GetString(request.Declarations)}>{Encoding.UTF8.GetString(request.Unknown)}</D:multistatus>")
            .Elements().Select(element => element.Name),
    ];

    private static void IsAnswered(byte[] body)
    {
        try
        {
            var request = PropFindRequestParser.Parse(body, body.Length);
            Assert.All(GetEchoed(request), name => Assert.False(IsLive(name)));
        }
        catch (DavException e)
        {
            Assert.Equal(StatusCodes.Status400BadRequest, e.Status);
        }
    }

    private static PropFindRequest Parse(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return PropFindRequestParser.Parse(bytes, bytes.Length);
    }
}
