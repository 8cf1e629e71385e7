using System.Buffers.Text;

namespace Pan123Dav.Http;

/// <summary>Times as they go out: RFC 1123 for HTTP, RFC 3339 without fraction for <c>creationdate</c> (Windows does not accept a fraction).</summary>
internal static class WireTime
{
    public const int HttpLength = 29;
    public const int Rfc3339Length = 20;

    public static DateTime FromUnixSeconds(long seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 253402300799));

    /// <summary>Writes <c>Thu, 07 Sep 2023 14:27:01 GMT</c>.</summary>
    public static void WriteHttp(DateTime utc, Span<byte> destination) => Utf8Formatter.TryFormat(utc, destination, out _, 'R');

    /// <summary>Writes <c>2023-09-07T14:27:01Z</c>.</summary>
    public static void WriteRfc3339(DateTime utc, Span<byte> destination)
    {
        // The round-trip format begins with what is wanted and goes on with a fraction.
        Span<byte> full = stackalloc byte[28];
        Utf8Formatter.TryFormat(utc, full, out _, 'O');
        full[..19].CopyTo(destination);
        destination[19] = (byte)'Z';
    }
}
