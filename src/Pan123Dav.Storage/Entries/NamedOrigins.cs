using System.Text;

namespace Pan123Dav.Storage.Entries;

/// <summary>The hosts and ports that a tree's URLs name.</summary>
internal sealed class NamedOrigins
{
    private readonly HashSet<(string Host, int Port)> _origins = [];

    /// <param name="prefixes">The directories of the URLs, ASCII.</param>
    public NamedOrigins(IEnumerable<byte[]> prefixes)
    {
        ReadOnlySpan<byte> last = [];
        foreach (var prefix in prefixes)
        {
            // A tree's neighbours are mostly at one host.
            var front = Front(prefix);
            if (!front.SequenceEqual(last) && Uri.TryCreate(Encoding.ASCII.GetString(front), UriKind.Absolute, out var uri))
            {
                _origins.Add((uri.IdnHost.ToUpperInvariant(), uri.Port));
            }

            last = front;
        }
    }

    /// <summary>Whether a host, letter case aside, is named with this port.</summary>
    public bool Contains(string host, int port) => _origins.Contains((host.ToUpperInvariant(), port));

    // Files of a storage that asks for its links have no URL.
    private static ReadOnlySpan<byte> Front(ReadOnlySpan<byte> prefix)
    {
        var scheme = prefix.IndexOf("://"u8);
        var path = scheme < 0 ? -1 : prefix[(scheme + 3)..].IndexOf((byte)'/');
        return path < 0 ? prefix : prefix[..(scheme + 3 + path)];
    }
}
