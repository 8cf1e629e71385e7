using System.Xml;
using System.Xml.Linq;

namespace Pan123Dav.Tests.Support;

/// <summary>One response element of a multistatus, as a strict XML reader sees it.</summary>
internal sealed record DavResponse(string Href, IReadOnlyDictionary<XName, XElement> Found, IReadOnlySet<XName> Missing)
{
    public static readonly XNamespace Dav = "DAV:";

    public bool IsCollection => Found.TryGetValue(Dav + "resourcetype", out var type) && type.Element(Dav + "collection") is not null;

    public string? this[string property] => Found.TryGetValue(Dav + property, out var element) ? element.Value : null;

    public static IReadOnlyList<DavResponse> Parse(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        var root = XDocument.Load(reader).Root!;
        Assert.Equal(Dav + "multistatus", root.Name);
        return [.. root.Elements(Dav + "response").Select(Read)];
    }

    private static DavResponse Read(XElement response)
    {
        var found = new Dictionary<XName, XElement>();
        var missing = new HashSet<XName>();
        foreach (var propstat in response.Elements(Dav + "propstat"))
        {
            var status = propstat.Element(Dav + "status")!.Value;
            foreach (var property in propstat.Element(Dav + "prop")!.Elements())
            {
                if (status == "HTTP/1.1 200 OK")
                {
                    found.Add(property.Name, property);
                }
                else
                {
                    Assert.Equal("HTTP/1.1 404 Not Found", status);
                    Assert.True(missing.Add(property.Name));
                    Assert.True(property.IsEmpty);
                }
            }
        }

        return new DavResponse(response.Element(Dav + "href")!.Value, found, missing);
    }
}
