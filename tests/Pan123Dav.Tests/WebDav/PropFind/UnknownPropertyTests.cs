using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Tests.Support;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.Tests.WebDav.PropFind;

/// <summary>Names that nobody knows, which the answer repeats: whatever they are, it is well-formed, tells them as they were, and stays small.</summary>
public sealed class UnknownPropertyTests
{
    private static readonly XNamespace Dav = DavResponse.Dav;

    private static readonly Gen<XName> Names = Gen.Select(
        Gen.OneOf(
            GetOne("", "DAV:", "http://www.w3.org/XML/1998/namespace", "urn:a", "urn:b", "D", "n0"),
            Gen.Char["ab:/ \t\n\r\"'<>&;é中\u0085\u2028"].Array[1, 8].Select(text => new string(text))),
        GetOne("lang", "foo", "xmlns", "xml", "_a-b.c", "é中", "D", "getetags"),
        (ns, name) => XName.Get(name, ns));

    [Fact]
    public void Answer_AnyNames_ParsesAndTellsThemAsTheyWere() => Names.Array[1, 12].Sample(names =>
    {
        var response = Assert.Single(Answer(PropFind(names), out _));

        Assert.Equal(names.ToHashSet(), response.Missing.ToHashSet());
    });

    [Theory]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><foo xml:lang=\"en\"/></prop></propfind>", "<D:foo/>")]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><xml:lang/></prop></propfind>", "<xml:lang/>")]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><a xmlns=\"\"/></prop></propfind>", "<a/>")]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><a xmlns=\"x&#9;&#10;y&#13;\"/></prop></propfind>", " xmlns:n0=\"x&#9;&#10;y&#13;\"")]
    [InlineData("<propfind xmlns=\"DAV:\"><allprop/><include><a xmlns=\"urn:x\"/></include></propfind>", "<n0:a/>")]
    public void Answer_ByTable_HoldsTheName(string request, string expected)
    {
        Answer(Encoding.UTF8.GetBytes(request), out var text);

        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><xmlns:a/></prop></propfind>")]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><a:a xmlns:a=\"http://www.w3.org/2000/xmlns/\"/></prop></propfind>")]
    [InlineData("<propfind xmlns=\"DAV:\"><prop><a:b:c xmlns:a=\"urn:a\"/></prop></propfind>")]
    public void Parse_NameThatNoXmlHas_Is400(string request)
    {
        var body = Encoding.UTF8.GetBytes(request);

        Assert.Equal(400, Assert.Throws<DavException>(() => PropFindRequestParser.Parse(body, body.Length)).Status);
    }

    [Fact]
    public void Answer_ManyNamesOfOneLongNamespace_DeclaresItOnce()
    {
        var ns = XNamespace.Get("urn:" + new string('n', 8000));
        var names = Enumerable.Range(0, 500).Select(i => ns + $"p{i}").ToArray();

        var response = Assert.Single(Answer(PropFind(names), out var text));

        Assert.Equal(names.ToHashSet(), response.Missing.ToHashSet());
        Assert.InRange(text.Length, 8000, 8000 + (16 * 1024));
    }

    [Fact]
    public void Parse_MoreThan16KiBOfUnknownNames_Is400()
    {
        var ns = XNamespace.Get("urn:" + new string('n', 15_000));
        foreach (var names in new XName[][]
        {
            [XName.Get("a", "urn:" + new string('n', 20_000))],
            [XName.Get(new string('a', 20_000), "urn:a")],
            [XName.Get("a", new string('"', 4_000))],
            [.. Enumerable.Range(0, 400).Select(i => ns + $"p{i}")],
            [.. Enumerable.Range(0, 1000).Select(i => XName.Get("a", $"urn:{i}"))],
        })
        {
            var body = PropFind(names);

            Assert.Equal(400, Assert.Throws<DavException>(() => PropFindRequestParser.Parse(body, body.Length)).Status);
        }
    }

    [Fact]
    public async Task Propfind_LargestUnknownNames_AddAtMost16KiBToEachResponse()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:1:https://vip.123pan.cn/13/a.txt\nb.txt:1:https://vip.123pan.cn/13/b.txt");
        var names = string.Concat(Enumerable.Range(0, 1000).Select(i => $"<x:p{i}/>"));
        var body = $"<propfind xmlns=\"DAV:\" xmlns:x=\"urn:{new string('n', 4_000)}\"><prop>{names}</prop></propfind>";
        using var response = await gateway.PropFindAsync("/dav/", "1", body);
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.All(DavResponse.Parse(bytes), r => Assert.Equal(1000, r.Missing.Count));
        Assert.InRange(bytes.Length, 0, 3 * 17 * 1024);
    }

    private static Gen<string> GetOne(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static byte[] PropFind(IEnumerable<XName> names)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            new XElement(Dav + "propfind", new XElement(Dav + "prop", names.Select(name => new XElement(name)))).WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static IReadOnlyList<DavResponse> Answer(byte[] request, out string text)
    {
        var table = UrlTreeText.Parse("a.txt:1:https://h.example/a"u8.ToArray()).Table!;
        using var stream = new MemoryStream();
        using (var body = new StreamingBody(new DefaultHttpContext { Response = { Body = stream } }.Response))
        {
            var writer = new MultiStatusWriter(body, PropFindRequestParser.Parse(request, request.Length), minimal: false, DateTime.UnixEpoch);
            writer.Start();
            writer.WriteMember("/"u8, table.Members(0).Single());
            writer.End();
            var completing = body.CompleteAsync().AsTask();
            Assert.True(completing.IsCompletedSuccessfully);
        }

        text = Encoding.UTF8.GetString(stream.ToArray());
        return DavResponse.Parse(stream.ToArray());
    }
}
