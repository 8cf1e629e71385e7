using System.Text.Unicode;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Makes a name from the last segment of a URL's path.</summary>
internal sealed class UrlNameReader
{
    private byte[] _decoded = new byte[256];

    /// <summary>The segment decoded; as it was written where that gives no UTF-8. Holds until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> written, ReadOnlySpan<byte> encoded)
    {
        if (!encoded.Contains((byte)'%'))
        {
            return written;
        }

        if (_decoded.Length < encoded.Length)
        {
            _decoded = new byte[encoded.Length];
        }

        var decoded = _decoded.AsSpan(0, PercentEncoding.DecodeLenient(encoded, _decoded));
        return Utf8.IsValid(decoded) ? decoded : written;
    }
}
