using System.Buffers;
using System.Text;

namespace Pan123Dav.Storage;

/// <summary>
/// Unicode normalization form C of UTF-8 text. Finder asks for names in form D, others in form C, so names are compared in one form.
/// Most text is recognised as normal without leaving UTF-8 and without loading ICU.
/// </summary>
public static class NormalizationFormC
{
    // .NET refuses to normalize text with U+FFFE. It composes with nothing, so what stands before and after it can be normalized apart.
    private const char Refused = '\uFFFE';

    /// <summary>Whether <paramref name="utf8"/> is in form C. The text must be well-formed.</summary>
    public static bool IsNormalized(ReadOnlySpan<byte> utf8) =>
        Ascii.IsValid(utf8) || IsQuicklyNormal(utf8) || Array.TrueForAll(Encoding.UTF8.GetString(utf8).Split(Refused), part => part.IsNormalized());

    /// <summary>The form C of <paramref name="utf8"/>, which must be well-formed.</summary>
    public static byte[] Normalize(ReadOnlySpan<byte> utf8) => IsNormalized(utf8)
        ? utf8.ToArray()
        : Encoding.UTF8.GetBytes(string.Join(Refused, Encoding.UTF8.GetString(utf8).Split(Refused).Select(part => part.Normalize())));

    /// <summary>
    /// Whether <paramref name="rune"/> is its own form C and never composes with or moves before what stands in front of it, as far as that is told here:
    /// text of such characters only is normal. The ranges leave out combining marks, jamo, and what decomposes.
    /// </summary>
    internal static bool IsQuicklyNormal(Rune rune) => rune.Value is < 0x300
        or >= 0x400 and < 0x483
        or >= 0x2010 and < 0x2028
        or >= 0x3000 and < 0x3029
        or >= 0x3041 and < 0x3097
        or >= 0x30A0 and < 0x30FF
        or >= 0x4E00 and < 0xA000
        or >= 0xAC00 and < 0xD7A4
        or >= 0xFF01 and < 0xFF60
        or >= 0x1F300 and < 0x1FB00;

    private static bool IsQuicklyNormal(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            // ASCII, and the three bytes of an ideograph from U+5000 to U+9FFF, need no decoding.
            var known = utf8[0] switch { < 0x80 => 1, >= 0xE5 and <= 0xE9 => 3, _ => 0 };
            if (known == 0 && (Rune.DecodeFromUtf8(utf8, out var rune, out known) != OperationStatus.Done || !IsQuicklyNormal(rune)))
            {
                return false;
            }

            utf8 = utf8[Math.Min(known, utf8.Length)..];
        }

        return true;
    }
}
