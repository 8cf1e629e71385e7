using System.Security;
using System.Text;

namespace Pan123Dav.WebDav;

/// <summary>Collects the property names of a PROPFIND: live ones as a set, the others as elements ready for the 404 propstat.</summary>
internal sealed class PropertyNames
{
    private readonly StringBuilder _unknown = new();
    private readonly HashSet<(string Namespace, string Name)> _seen = [];

    public LiveProperty Live { get; private set; }

    public byte[] Unknown => Encoding.UTF8.GetBytes(_unknown.ToString());

    public int Count => _seen.Count;

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
        }
        else if (namespaceUri == "DAV:")
        {
            _unknown.Append("<D:").Append(localName).Append("/>");
        }
        else if (namespaceUri.Length == 0)
        {
            _unknown.Append('<').Append(localName).Append("/>");
        }
        else
        {
            _unknown.Append("<X:").Append(localName).Append(" xmlns:X=\"").Append(SecurityElement.Escape(namespaceUri)).Append("\"/>");
        }
    }
}
