using System.Buffers;
using System.Text;

namespace Pan123Dav.Storage;

/// <summary>
/// Unicode normalization form C of UTF-8 text. Finder asks for names in form D, others in form C, so names are compared in one form.
/// Most text is recognised as normal without leaving UTF-8 and without loading ICU.
/// </summary>
public static class NormalizationFormC
{
    /// <summary>Whether <paramref name="utf8"/> is in form C. The text must be well-formed.</summary>
    public static bool IsNormalized(ReadOnlySpan<byte> utf8) =>
        Ascii.IsValid(utf8) || IsQuicklyNormal(utf8) || Encoding.UTF8.GetString(utf8).IsNormalized(NormalizationForm.FormC);

    /// <summary>The form C of <paramref name="utf8"/>, which must be well-formed.</summary>
    public static byte[] Normalize(ReadOnlySpan<byte> utf8) =>
        IsNormalized(utf8) ? utf8.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8).Normalize(NormalizationForm.FormC));

    // Characters that are never a second half of a composition: everything below U+0300, CJK punctuation, kana without
    // the voicing marks, CJK ideographs, and full-width forms. Hangul syllables are left to ICU because jamo compose.
    private static bool IsQuicklyNormal(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            var quick = rune.Value is < 0x300
                or >= 0x3000 and < 0x3029
                or >= 0x3041 and < 0x3097
                or >= 0x30A0 and < 0x30FF
                or >= 0x4E00 and < 0xA000
                or >= 0xFF01 and < 0xFF60;
            if (!quick)
            {
                return false;
            }

            utf8 = utf8[consumed..];
        }

        return true;
    }
}
