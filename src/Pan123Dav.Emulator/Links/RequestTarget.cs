using System.Text;

namespace Pan123Dav.Emulator.Links;

/// <summary>
/// The request target as it came over the wire: <c>HttpRequest.Path</c> cannot tell <c>%2F</c> from <c>%252F</c> and has lost its dot segments.
/// </summary>
/// <param name="RawPath">The path as it came, without its query.</param>
/// <param name="PathBytes">The path, percent-decoded.</param>
/// <param name="Path">The same as text.</param>
/// <param name="Query">What follows the first question mark, undecoded.</param>
internal sealed record RequestTarget(string RawPath, byte[] PathBytes, string Path, string Query)
{
    /// <summary>Reads an origin-form or absolute-form target (RFC 9112 section 3.2); false when it is neither or badly percent-encoded.</summary>
    public static bool TryParse(string rawTarget, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RequestTarget? target)
    {
        target = null;
        var path = StripAuthority(rawTarget);
        var question = path.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : path[(question + 1)..];
        path = question < 0 ? path : path[..question];

        if (!path.StartsWith('/') || !TryDecode(path, out var bytes))
        {
            return false;
        }

        target = new RequestTarget(path, bytes, Encoding.UTF8.GetString(bytes), query);
        return true;
    }

    private static string StripAuthority(string rawTarget)
    {
        var scheme = rawTarget.IndexOf("://", StringComparison.Ordinal);
        if (rawTarget.StartsWith('/') || scheme < 0)
        {
            return rawTarget;
        }

        var end = rawTarget.AsSpan(scheme + 3).IndexOfAny('/', '?');
        return end < 0 ? "/" : rawTarget[(scheme + 3 + end)..];
    }

    private static bool TryDecode(string path, out byte[] bytes)
    {
        var decoded = new byte[path.Length];
        var written = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var value = (byte)path[i];
            if (path[i] == '%')
            {
                if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2]))
                {
                    bytes = [];
                    return false;
                }

                value = Convert.FromHexString(path.AsSpan(i + 1, 2))[0];
                i += 2;
            }

            decoded[written++] = value;
        }

        bytes = decoded[..written];
        return true;
    }
}
