using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Http;

/// <summary>First segments of the addresses that are the gateway's own, letter case aside, whether or not something answers there.</summary>
internal static class ReservedNames
{
    private static readonly byte[][] Names =
    [
        .. new[] { "api", "d", "p", "ping", "ui", "login", "logout", "setup", "strm", "remote-auth", "healthz", "metrics" }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether the gateway has addresses under <paramref name="name"/>.</summary>
    public static bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (var reserved in Names)
        {
            if (Ascii.EqualsIgnoreCase(reserved, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <paramref name="path"/>'s first segment is one.</summary>
    public static bool BeginsWithOne(StoragePath path)
    {
        var segments = path.Segments;
        return segments.MoveNext() && Contains(segments.Current.Span);
    }
}
