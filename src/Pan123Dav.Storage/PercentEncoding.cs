using System.Buffers;

namespace Pan123Dav.Storage;

/// <summary>Percent-encoding of UTF-8 bytes (RFC 3986 section 2).</summary>
public static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>Whether encoding <paramref name="bytes"/> would change nothing.</summary>
    public static bool IsUnreserved(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(Unreserved);

    /// <summary>Encodes all but the unreserved characters, with upper-case hex. <paramref name="destination"/> must hold three times the input.</summary>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var written = 0;
        foreach (var b in bytes)
        {
            if (Unreserved.Contains(b))
            {
                destination[written++] = b;
            }
            else
            {
                WriteTriplet(b, destination[written..]);
                written += 3;
            }
        }

        return written;
    }

    /// <summary>Writes <paramref name="b"/> as <c>%XX</c>.</summary>
    public static void WriteTriplet(byte b, Span<byte> destination)
    {
        destination[2] = HexDigit(b & 0xF);
        destination[1] = HexDigit(b >> 4);
        destination[0] = (byte)'%';
    }

    /// <summary>
    /// Decodes in one pass; a percent sign that is not followed by two hex digits stands for itself.
    /// <paramref name="destination"/> must be as long as the input and may be the input.
    /// </summary>
    public static int DecodeLenient(ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == (byte)'%' && TryReadTriplet(encoded[i..], out var value))
            {
                destination[written++] = value;
                i += 2;
            }
            else
            {
                destination[written++] = encoded[i];
            }
        }

        return written;
    }

    /// <summary>Reads <c>%XX</c> at the start of <paramref name="text"/>.</summary>
    public static bool TryReadTriplet(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != (byte)'%' || !char.IsAsciiHexDigit((char)text[1]) || !char.IsAsciiHexDigit((char)text[2]))
        {
            return false;
        }

        value = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
        return true;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
