using System.Text;
using System.Text.Unicode;

namespace Pan123Dav.Commands.Setup;

/// <summary>Finds out in which encoding a list of links was saved: UTF-8, UTF-16 or GB18030.</summary>
internal static class LinkEncoding
{
    /// <summary>The text without a byte order mark, and the encoding's name; null when it is none of the three.</summary>
    public static (string Text, string Name)? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }
        else if (FindUtf16(bytes) is { } wide)
        {
            var rest = bytes.StartsWith(wide.Preamble) ? bytes[wide.Preamble.Length..] : bytes;
            return TryDecode(rest, wide) is { } text && !text.Any(IsUnlikely) ? (text, "UTF-16") : null;
        }

        if (Utf8.IsValid(bytes))
        {
            // Binary data may be valid UTF-8 by chance, text has no NUL.
            return bytes.Contains((byte)0) ? null : (Encoding.UTF8.GetString(bytes), "UTF-8");
        }

        var chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        return !bytes.Contains((byte)0) && TryDecode(bytes, chinese) is { } decoded && !decoded.Any(IsUnlikely) ? (decoded, "GB18030") : null;
    }

    // Nearly any bytes are something in GB18030 and in UTF-16: what no keyboard writes shows that they were something else.
    private static bool IsUnlikely(char c) => c is >= '\uE000' and <= '\uF8FF' or '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c));

    // With a byte order mark, or by the zero bytes of the ASCII that every link is made of.
    private static UnicodeEncoding? FindUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes.Length % 2 != 0)
        {
            return null;
        }

        var isBig = bytes is [0xFE, 0xFF, ..];
        if (!isBig && bytes is not [0xFF, 0xFE, ..])
        {
            var (even, odd) = (0, 0);
            for (var i = 0; i < Math.Min(bytes.Length, 4096); i += 2)
            {
                even += bytes[i] == 0 ? 1 : 0;
                odd += bytes[i + 1] == 0 ? 1 : 0;
            }

            if (Math.Max(even, odd) * 8 < Math.Min(bytes.Length, 4096) / 2)
            {
                return null;
            }

            isBig = even > odd;
        }

        return new UnicodeEncoding(isBig, byteOrderMark: true, throwOnInvalidBytes: true);
    }

    private static string? TryDecode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
