using Pan123Dav.Storage;

namespace Pan123Dav.Configuration;

/// <summary>First segments of the addresses that the gateway answers beside WebDAV, or will: nothing else may have them, letter case aside.</summary>
internal static class OwnAddresses
{
    /// <summary>What a tree or mount is told whose name one of them is.</summary>
    public const string Code = "reserved-name";

    /// <summary>All of them, in ASCII.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["api", "d", "p", "ping", "ui", "login", "logout", "setup", "strm", "remote-auth", "healthz", "metrics"];

    /// <summary>The one that <paramref name="path"/> begins with; null when it is none of them.</summary>
    public static string? Find(StoragePath path)
    {
        foreach (var segment in path.Segments)
        {
            var first = System.Text.Encoding.UTF8.GetString(segment.Span);
            return Names.FirstOrDefault(name => name.Equals(first, StringComparison.OrdinalIgnoreCase));
        }

        return null;
    }
}
