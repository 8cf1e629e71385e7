using System.Globalization;
using System.Text;

namespace Pan123Dav.Authentication;

/// <summary>Makes a stranger's text fit for a log line: bounded, and without characters that would break the line or reorder it on the screen.</summary>
internal static class LogText
{
    public const int MaxRunes = 64;

    public static string Escape(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, MaxRunes + 1));
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaxRunes)
            {
                return builder.Append('…').ToString();
            }

            if (IsPlain(rune))
            {
                builder.Append(rune);
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            }
        }

        return builder.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
