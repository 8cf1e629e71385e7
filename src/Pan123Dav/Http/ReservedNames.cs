using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Http;

/// <summary>
/// First segments of the addresses that are the gateway's own, letter case aside, whether or not something answers there: nothing else may have them.
/// </summary>
internal static class ReservedNames
{
    /// <summary>What a tree or mount is told whose name is one of them.</summary>
    public const string Code = "reserved-name";

    private static readonly byte[][] Encoded;

    static ReservedNames() => Encoded = [.. All.Select(Encoding.ASCII.GetBytes)];

    /// <summary>All of them, in ASCII.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["api", "d", "p", "ping", "ui", "login", "logout", "setup", "strm", "remote-auth", "healthz", "metrics"];

    /// <summary>Whether the gateway has addresses under <paramref name="name"/>.</summary>
    public static bool Contains(ReadOnlySpan<byte> name) => IndexOf(name) >= 0;

    /// <summary>Whether <paramref name="path"/>'s first segment is one.</summary>
    public static bool BeginsWithOne(StoragePath path)
    {
        var segments = path.Segments;
        return segments.MoveNext() && Contains(segments.Current.Span);
    }

    /// <summary>The one that <paramref name="path"/> begins with; null when it is none of them.</summary>
    public static string? Find(StoragePath path)
    {
        var segments = path.Segments;
        return segments.MoveNext() && IndexOf(segments.Current.Span) is var index and >= 0 ? All[index] : null;
    }

    private static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Encoded.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(Encoded[i], name))
            {
                return i;
            }
        }

        return -1;
    }
}
