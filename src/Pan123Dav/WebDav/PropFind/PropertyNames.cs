using System.Text;
using Pan123Dav.Http;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>
/// Collects the property names of a PROPFIND: live ones as a set, the others as elements ready for the 404 propstat. Each namespace is declared once,
/// for the whole multistatus, and referred to by a prefix: a long one repeated for every property of every member would make gigabytes out of one
/// small request.
/// </summary>
internal sealed class PropertyNames
{
    /// <summary>The most bytes that the unknown properties and their namespaces may add to one response element.</summary>
    public const int MaxUnknownBytes = 16 * 1024;

    // Bound to the prefix xml without a declaration, and to no other prefix (Namespaces in XML 1.0, section 3).
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    // No element may have a name in it.
    private const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";

    private readonly StringBuilder _unknown = new();
    private readonly StringBuilder _declarations = new();
    private readonly Dictionary<string, string> _prefixes = [];
    private readonly HashSet<(string Namespace, string Name)> _seen = [];
    private int _bytes;

    /// <summary>The live properties among the names.</summary>
    public LiveProperty Live { get; private set; }

    /// <summary>The other names as empty elements, UTF-8.</summary>
    public byte[] Unknown => Encoding.UTF8.GetBytes(_unknown.ToString());

    /// <summary>The attributes that declare the prefixes of <see cref="Unknown"/>, each with a blank in front, UTF-8.</summary>
    public byte[] Declarations => Encoding.UTF8.GetBytes(_declarations.ToString());

    /// <summary>How many different names there are.</summary>
    public int Count => _seen.Count;

    /// <summary>Adds a name as an XML reader tells it.</summary>
    /// <exception cref="DavException">400: the name cannot be written again, or there are too many or too long unknown ones.</exception>
    public void Add(string namespaceUri, string localName)
    {
        if (!_seen.Add((namespaceUri, localName)))
        {
            return;
        }

        var live = namespaceUri == "DAV:" ? LiveProperties.Named(localName) : LiveProperty.None;
        if (live != LiveProperty.None)
        {
            Live |= live;
            return;
        }

        if (namespaceUri == XmlnsNamespace)
        {
            throw Bad("A property's name is in the namespace of namespace declarations.");
        }

        Append(_unknown, $"<{GetPrefix(namespaceUri)}{localName}/>");
    }

    private string GetPrefix(string namespaceUri)
    {
        switch (namespaceUri)
        {
            case "":
                return "";
            case "DAV:":
                return "D:";
            case XmlNamespace:
                return "xml:";
        }

        if (!_prefixes.TryGetValue(namespaceUri, out var prefix))
        {
            prefix = $"n{_prefixes.Count}:";
            Append(_declarations, $" xmlns:{prefix[..^1]}=\"{Escape(namespaceUri)}\"");
            _prefixes.Add(namespaceUri, prefix);
        }

        return prefix;
    }

    private void Append(StringBuilder builder, string text)
    {
        _bytes += Encoding.UTF8.GetByteCount(text);
        if (_bytes > MaxUnknownBytes)
        {
            throw Bad("The unknown properties that were asked for are too many or have too long names.");
        }

        builder.Append(text);
    }

    // An attribute's value: a reader turns white space that is not escaped into blanks (XML 1.0, section 3.3.3).
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\t' => escaped.Append("&#9;"),
                '\n' => escaped.Append("&#10;"),
                '\r' => escaped.Append("&#13;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private static DavException Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
