using System.Text;
using System.Xml;
using Pan123Dav.Http;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>Reads a <c>DAV:propfind</c> element (RFC 4918 section 14.20). Unknown elements are passed over (section 17); a DTD is refused.</summary>
internal static class PropFindRequestParser
{
    private const string Dav = "DAV:";
    private const int MaxProperties = 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="DavException">400: the body is no well-formed <c>propfind</c>.</exception>
    public static PropFindRequest Parse(byte[] body, int length)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body, 0, length, writable: false), Settings);
            reader.MoveToContent();
            if (!Is(reader, "propfind"))
            {
                throw Bad("The body's root is not DAV:propfind.");
            }

            var request = ReadPropFind(reader);
            while (reader.Read())
            {
                // Reads on to the end, so that what follows the root is well-formed too.
            }

            return request;
        }
        catch (Exception e) when (e is XmlException or ArgumentException or DecoderFallbackException)
        {
            throw Bad("The body is not well-formed XML, or has a document type.");
        }
    }

    private static PropFindRequest ReadPropFind(XmlReader reader)
    {
        PropFindKind? kind = null;
        var names = new PropertyNames();
        foreach (var _ in Children(reader))
        {
            if (Is(reader, "include"))
            {
                ReadNames(reader, names);
                continue;
            }

            var one = Is(reader, "prop") ? PropFindKind.Prop
                : Is(reader, "allprop") ? PropFindKind.AllProp
                : Is(reader, "propname") ? PropFindKind.PropName
                : (PropFindKind?)null;
            if (one is null)
            {
                continue;
            }

            if (kind is not null)
            {
                throw Bad("A propfind holds one of prop, allprop and propname.");
            }

            kind = one;
            if (kind == PropFindKind.Prop)
            {
                ReadNames(reader, names);
            }
        }

        return kind switch
        {
            PropFindKind.Prop => new PropFindRequest(PropFindKind.Prop, names.Live, names.Unknown, names.Declarations),
            PropFindKind.AllProp => new PropFindRequest(PropFindKind.AllProp, LiveProperty.All, names.Unknown, names.Declarations),
            PropFindKind.PropName => new PropFindRequest(PropFindKind.PropName, LiveProperty.All, [], []),
            _ => throw Bad("A propfind holds one of prop, allprop and propname."),
        };
    }

    private static void ReadNames(XmlReader reader, PropertyNames names)
    {
        foreach (var _ in Children(reader))
        {
            names.Add(reader.NamespaceURI, reader.LocalName);
            if (names.Count > MaxProperties)
            {
                throw Bad("Too many properties.");
            }
        }
    }

    // Stops at each child element of the one the reader stands at; what the loop's body does not read is skipped.
    private static IEnumerable<int> Children(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            yield break;
        }

        var depth = reader.Depth + 1;
        reader.Read();
        while (reader.Depth >= depth)
        {
            if (reader.Depth == depth && reader.NodeType == XmlNodeType.Element)
            {
                yield return depth;
                if (reader.Depth == depth && reader.NodeType == XmlNodeType.Element)
                {
                    reader.Skip();
                    continue;
                }
            }

            if (!reader.Read())
            {
                yield break;
            }
        }
    }

    private static bool Is(XmlReader reader, string name) => reader.LocalName == name && reader.NamespaceURI == Dav;

    private static DavException Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
