using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// Paths of an upstream server: decoded ones below its collection, as a drive's items are called, and the hrefs that stand for them on the wire.
/// </summary>
internal static class WebDavPath
{
    // Of a name; servers of all kinds have 255 bytes at the most.
    private const int MaxName = 1024;

    /// <summary>The address of an item.</summary>
    /// <param name="baseUrl">The server's collection.</param>
    /// <param name="path">Decoded, below it; empty for the collection itself.</param>
    /// <param name="isCollection">Whether it ends in a slash, without which some servers redirect (RFC 4918 section 5.2).</param>
    public static Uri ToUri(Uri baseUrl, string path, bool isCollection)
    {
        var text = new StringBuilder(baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append('/').Append(Uri.EscapeDataString(name));
        }

        return new Uri(isCollection ? text.Append('/').ToString() : text.ToString());
    }

    /// <summary>
    /// The name of the member that an href in a listing of <paramref name="folder"/> stands for; empty for the folder itself. Null for what cannot be
    /// one: it is of another host, outside the folder or deeper in it, or its name is none (<c>..</c>, a slash or NUL in it, no UTF-8).
    /// </summary>
    /// <param name="href">An absolute path or a full URI, percent-encoded (RFC 4918 section 8.3).</param>
    /// <param name="folder">The address that was listed.</param>
    public static string? GetMember(string href, Uri folder)
    {
        href = href.Split('?', '#')[0];
        if (href.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || href.StartsWith("//", StringComparison.Ordinal))
        {
            var start = href.IndexOf("//", StringComparison.Ordinal) + 2;
            var slash = href.IndexOf('/', start);
            var authority = slash < 0 ? href[start..] : href[start..slash];
            if (!Uri.TryCreate($"{folder.Scheme}://{authority}/", UriKind.Absolute, out var other) || other.UserInfo.Length > 0
                || !other.IdnHost.Equals(folder.IdnHost, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            href = slash < 0 ? "/" : href[slash..];
        }
        else if (!href.StartsWith('/'))
        {
            return null;
        }

        var above = folder.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = href.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length < above.Length || segments.Length > above.Length + 1)
        {
            return null;
        }

        for (var i = 0; i < above.Length; i++)
        {
            if (segments[i] != above[i] && Decode(segments[i]) != Decode(above[i]))
            {
                return null;
            }
        }

        return segments.Length == above.Length ? "" : Decode(segments[^1]) is { } name && IsName(name) ? name : null;
    }

    /// <summary>The path of a member.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\0');

    // Once, and never to something that is no text.
    private static string? Decode(string segment)
    {
        var bytes = Encoding.UTF8.GetBytes(segment);
        var decoded = bytes.AsSpan(0, PercentEncoding.DecodeLenient(bytes, bytes));
        return System.Text.Unicode.Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
    }
}
