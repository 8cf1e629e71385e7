using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Page;

/// <summary>A text that names are searched for, whatever its letters' case. Names of ASCII or without case are compared without making text of them.</summary>
internal sealed class SearchText
{
    /// <summary>In characters; what is longer is cut, no name is.</summary>
    private const int MaxLength = 255;

    private readonly string _text;
    private readonly byte[] _lower;
    private readonly bool _hasOtherCase;

    private SearchText(string text)
    {
        _text = text;
        _lower = Encoding.UTF8.GetBytes(text.ToLowerInvariant());
        _hasOtherCase = text.Any(static c => !char.IsAscii(c) && (char.ToLowerInvariant(c) != c || char.ToUpperInvariant(c) != c));
    }

    /// <summary>Null when <paramref name="text"/> is blank.</summary>
    public static SearchText? From(string text)
    {
        text = text.Trim();
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        if (text.Length == 0)
        {
            return null;
        }

        // Half of a surrogate pair is in no name, and cannot be normalized.
        var utf8 = Encoding.UTF8.GetBytes(text);
        return new SearchText(Encoding.UTF8.GetString(NormalizationFormC.Normalize(utf8)));
    }

    /// <summary>What is looked for.</summary>
    public override string ToString() => _text;

    /// <summary>Whether it is in <paramref name="name"/> (UTF-8).</summary>
    public bool IsIn(ReadOnlySpan<byte> name)
    {
        if (!_hasOtherCase && (Ascii.IsValid(_lower) || NormalizationFormC.IsNormalized(name)))
        {
            return IndexOf(name, _lower) >= 0;
        }

        return Encoding.UTF8.GetString(NormalizationFormC.Normalize(name)).Contains(_text, StringComparison.OrdinalIgnoreCase);
    }

    private static int IndexOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower)
    {
        var (first, upper) = (lower[0], ToUpper(lower[0]));
        for (var at = 0; at + lower.Length <= name.Length;)
        {
            var next = name[at..(name.Length - lower.Length + 1)].IndexOfAny(first, upper);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (Equals(name.Slice(at, lower.Length), lower))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private static bool Equals(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        for (var i = 0; i < lower.Length; i++)
        {
            if (text[i] != lower[i] && text[i] != ToUpper(lower[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte ToUpper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? (byte)(b & ~0x20) : b;
}
