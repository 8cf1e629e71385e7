using System.Buffers;

namespace Pan123Dav.Storage.Urls;

/// <summary>Percent-encoding of UTF-8 bytes (RFC 3986 section 2).</summary>
public static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly byte[] HexValues = CreateHexValues();

    private static readonly bool[] IsPlain = [.. Enumerable.Range(0, 256).Select(value => Unreserved.Contains((byte)value))];

    /// <summary>Whether encoding <paramref name="bytes"/> would change nothing.</summary>
    public static bool IsUnreserved(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(Unreserved);

    /// <summary>How many bytes <see cref="Encode"/> makes of <paramref name="bytes"/>.</summary>
    public static int GetLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        foreach (var b in bytes)
        {
            length += IsPlain[b] ? 0 : 2;
        }

        return length;
    }

    /// <summary>Encodes all but the unreserved characters, with upper-case hex. <paramref name="destination"/> must hold three times the input.</summary>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var written = 0;
        while (!bytes.IsEmpty)
        {
            if (Unreserved.Contains(bytes[0]))
            {
                var plain = bytes.IndexOfAnyExcept(Unreserved);
                plain = plain < 0 ? bytes.Length : plain;
                bytes[..plain].CopyTo(destination[written..]);
                written += plain;
                bytes = bytes[plain..];
            }
            else
            {
                WriteTriplet(bytes[0], destination[written..]);
                written += 3;
                bytes = bytes[1..];
            }
        }

        return written;
    }

    /// <summary>Whether <paramref name="encoded"/> is what <see cref="Encode"/> makes of <paramref name="bytes"/>.</summary>
    public static bool IsEncodingOf(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> bytes)
    {
        var plain = IsPlain;
        var at = 0;
        foreach (var b in bytes)
        {
            if (plain[b])
            {
                if ((uint)at >= (uint)encoded.Length || encoded[at] != b)
                {
                    return false;
                }

                at++;
            }
            else
            {
                if (encoded.Length - at < 3)
                {
                    return false;
                }

                var triplet = encoded.Slice(at, 3);
                if (triplet[2] != HexDigit(b & 0xF) || triplet[1] != HexDigit(b >> 4) || triplet[0] != (byte)'%')
                {
                    return false;
                }

                at += 3;
            }
        }

        return at == encoded.Length;
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
        for (int percent; (percent = encoded.IndexOf((byte)'%')) >= 0;)
        {
            encoded[..percent].CopyTo(destination[written..]);
            written += percent;
            encoded = encoded[percent..];
            do
            {
                var isTriplet = TryReadTriplet(encoded, out var value);
                destination[written++] = isTriplet ? value : (byte)'%';
                encoded = encoded[(isTriplet ? 3 : 1)..];
            }
            while (!encoded.IsEmpty && encoded[0] == (byte)'%');
        }

        encoded.CopyTo(destination[written..]);
        return written + encoded.Length;
    }

    /// <summary>Reads <c>%XX</c> at the start of <paramref name="text"/>.</summary>
    public static bool TryReadTriplet(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != (byte)'%')
        {
            return false;
        }

        var high = HexValues[text[1]];
        var low = HexValues[text[2]];
        value = (byte)((high << 4) | low);
        return (high | low) < 16;
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];

    private static byte[] CreateHexValues()
    {
        var values = new byte[256];
        values.AsSpan().Fill(0xFF);
        for (var value = 0; value < 16; value++)
        {
            values[HexDigit(value)] = (byte)value;
            values[HexDigit(value) | 0x20] = (byte)value;
        }

        return values;
    }
}
