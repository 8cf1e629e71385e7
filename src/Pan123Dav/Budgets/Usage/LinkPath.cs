using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Budgets.Usage;

/// <summary>What a direct link and 123's log of it have in common, whatever the host and the signature: the decoded path, account number included.</summary>
internal static class LinkPath
{
    private const int StackLimit = 1024;

    /// <summary>
    /// The decoded path of an absolute link, without its query; empty when it has none. A hash at the end, as
    /// 123's pages show links, is not part of the name and is cut off.
    /// </summary>
    public static string FromUrl(string link)
    {
        var path = Encoded(link);
        var most = Encoding.UTF8.GetMaxByteCount(path.Length);
        var bytes = most <= StackLimit ? stackalloc byte[StackLimit] : new byte[most];
        var length = Encoding.UTF8.GetBytes(path, bytes);
        return Encoding.UTF8.GetString(bytes[..PercentEncoding.DecodeLenient(bytes[..length], bytes)]);
    }

    private static ReadOnlySpan<char> Encoded(ReadOnlySpan<char> link)
    {
        var scheme = link.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? -1 : link[(scheme + 3)..].IndexOf('/');
        if (slash < 0)
        {
            return default;
        }

        var path = link[(scheme + 3 + slash)..];
        var query = path.IndexOf('?');
        return query < 0 ? path.TrimEnd('#') : path[..query];
    }
}
