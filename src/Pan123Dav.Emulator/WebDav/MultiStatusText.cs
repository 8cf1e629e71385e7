using System.Globalization;
using System.Security;
using System.Text;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.WebDav;

/// <summary>Writes listings as 123's WebDAV does: captured once (2026-08-31), the rest measured by others.</summary>
internal sealed class MultiStatusText(WebDavSwitches switches, string origin)
{
    private const string UnknownStatus = "HTTP/1.1 404 Not Found";

    private readonly StringBuilder _text = new();
    private readonly string _prefix = switches.Prefix.Length > 0 ? switches.Prefix + ":" : "";

    /// <summary>The beginning.</summary>
    public MultiStatusText Begin()
    {
        var declaration = switches.Prefix.Length > 0 ? "xmlns:" + switches.Prefix : "xmlns";
        _text.Append(CultureInfo.InvariantCulture, $"""<?xml version="1.0" encoding="UTF-8"?><{_prefix}multistatus {declaration}="DAV:">""");
        return this;
    }

    /// <summary>One folder or file.</summary>
    /// <param name="path">The names from the root on, decoded.</param>
    /// <param name="item">What is there.</param>
    public void Add(IEnumerable<string> path, EmulatorItem item)
    {
        var href = $"{WebDavHandler.Root}/{string.Join('/', path.Select(Uri.EscapeDataString))}";
        href = item.IsFolder && !href.EndsWith('/') ? href + "/" : href;
        Open("response");
        Value("href", switches.FullUris ? origin + href : href);
        if (switches.UnknownPropertiesFirst)
        {
            Open("propstat");
            Open("prop");
            foreach (var name in new[] { "getcontentlength", "getlastmodified", "quota-available-bytes" })
            {
                Value(name, "");
            }

            Close("prop");
            Value("status", UnknownStatus);
            Close("propstat");
        }

        Open("propstat");
        Open("prop");
        AddProperties(item);
        Close("prop");
        Value("status", "HTTP/1.1 200 OK");
        Close("propstat");
        Close("response");
    }

    /// <summary>All of it.</summary>
    public string End()
    {
        Close("multistatus");
        return _text.ToString();
    }

    private void AddProperties(EmulatorItem item)
    {
        Value("displayname", item.Id == 0 ? switches.RootName : item.Name);
        Value("getlastmodified", item.Modified.UtcDateTime.ToString("r", CultureInfo.InvariantCulture));
        var format = switches.CreationDateIsHttpDate ? "r" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        Value("creationdate", item.Modified.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
        Open("resourcetype");
        if (item.IsFolder)
        {
            Value("collection", "");
        }

        Close("resourcetype");
        if (!item.IsFolder)
        {
            Value("getcontentlength", item.Size.ToString(CultureInfo.InvariantCulture));
            Value("getetag", switches.EmptyEntityTags ? "" : $"\"{item.Md5}\"");
        }
    }

    private void Open(string name) => _text.Append(CultureInfo.InvariantCulture, $"<{_prefix}{name}>");

    private void Close(string name) => _text.Append(CultureInfo.InvariantCulture, $"</{_prefix}{name}>");

    private void Value(string name, string value)
    {
        Open(name);

        // What XML cannot hold is replaced, as Go's encoder does.
        _text.Append(SecurityElement.Escape(new string([.. value.Select(character => character is '\t' or (>= ' ' and < '\uFFFE') ? character : '\uFFFD')])));
        Close(name);
    }
}
