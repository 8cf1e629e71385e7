using System.Text;

namespace Pan123Dav.Console;

/// <summary>Columns of a terminal, of which Chinese characters take two each.</summary>
internal static class TextColumns
{
    /// <summary>How many columns <paramref name="text"/> takes.</summary>
    public static int GetWidth(string text) => text.EnumerateRunes().Sum(GetWidth);

    /// <summary>How many columns a character takes.</summary>
    public static int GetWidth(Rune rune) => rune.Value is >= 0x1100 and not (> 0x115F and < 0x2E80) and not (> 0xD7A3 and < 0xF900) ? 2 : 1;

    /// <summary>The text with blanks behind it.</summary>
    public static string PadRight(string text, int width) => text + GetPadding(text, width);

    /// <summary>The text with blanks before it, as numbers are aligned.</summary>
    public static string PadLeft(string text, int width) => GetPadding(text, width) + text;

    private static string GetPadding(string text, int width) => new(' ', Math.Max(0, width - GetWidth(text)));
}
