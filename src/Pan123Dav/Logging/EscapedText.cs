using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pan123Dav.Logging;

/// <summary>Makes text from outside fit for one line of a log: what does not print is escaped, what is too long is cut.</summary>
internal static class EscapedText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary><paramref name="text"/> itself when it needs no change, so that the usual case allocates nothing.</summary>
    public static string Escape(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= longest && !text.AsSpan().ContainsAnyExcept(Plain) ? text : Escape(text.AsSpan(), longest);
    }

    /// <summary>What prints stays, all else becomes <c>\uXXXX</c>; a cut ends in an ellipsis.</summary>
    public static string Escape(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest && !text.ContainsAnyExcept(Plain))
        {
            return text.ToString();
        }

        using var escaped = new StringWriter(CultureInfo.InvariantCulture);
        Write(escaped, text, longest);
        return escaped.ToString();
    }

    /// <summary>Writes <paramref name="text"/> escaped, cut after its first <paramref name="longest"/> characters.</summary>
    public static void Write(TextWriter output, ReadOnlySpan<char> text, int longest)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output, text[..Math.Min(text.Length, longest)]);
        if (text.Length > longest)
        {
            output.Write('…');
        }
    }

    /// <summary>Writes all of <paramref name="text"/>, escaped.</summary>
    public static void Write(TextWriter output, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            output.Write(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                return;
            }

            text = text[plain..];
            var prints = Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done && Prints(rune);
            foreach (var unit in text[..length])
            {
                if (prints)
                {
                    output.Write(unit);
                }
                else
                {
                    output.Write("\\u");
                    output.Write(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
                }
            }

            text = text[length..];
        }
    }

    /// <summary>Whether a person sees the rune, and it does not move, hide or reorder what stands around it.</summary>
    private static bool Prints(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
