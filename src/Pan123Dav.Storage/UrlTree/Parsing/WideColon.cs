using System.Buffers;
using System.Text;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Colons of Chinese keyboards, which look like the one that a tree text needs: U+FF1A, U+FE55 and U+2236, three bytes each.</summary>
internal static class WideColon
{
    private const int Length = 3;
    private const int MinSizeDigits = 5;
    private const int MaxExtensionLength = 5;

    private static readonly SearchValues<byte> AsciiLetterOrDigit =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>What to write instead of the one at <paramref name="offset"/> in <paramref name="text"/>.</summary>
    public static string Describe(ReadOnlySpan<byte> text, int offset)
    {
        Rune.DecodeFromUtf8(text[offset..], out var colon, out _);
        return $"This is '{colon}' (U+{colon.Value:X4}), a colon as Chinese keyboards write it, and not the ':' that a tree text needs. Write ':'.";
    }

    /// <summary>Where such a colon stands in an address, as in <c>https：//</c>, or -1.</summary>
    public static int FindInAddress(ReadOnlySpan<byte> text) => text.IndexOf("\uFF1A//"u8);

    /// <summary>Whether <paramref name="text"/> ends with such a colon; <paramref name="offset"/> is where it stands.</summary>
    public static bool IsAtEnd(ReadOnlySpan<byte> text, out int offset)
    {
        offset = text.Length - Length;
        return offset >= 0 && (text.EndsWith("\uFF1A"u8) || text.EndsWith("\uFE55"u8) || text.EndsWith("\u2236"u8));
    }

    /// <summary>
    /// Where in <paramref name="name"/> such a colon stands before what was meant for a number, or -1. A name may hold the colon, as in <c>名：副标题.mkv</c>,
    /// and even end with a year behind it: only a number behind an extension, or one too long for a year, was meant for the size.
    /// </summary>
    public static int FindBeforeNumber(ReadOnlySpan<byte> name)
    {
        var end = name.Length;
        while (end > 0 && name[end - 1] is >= (byte)'0' and <= (byte)'9')
        {
            end--;
        }

        return IsAtEnd(name[..end], out var offset) && (name.Length - end >= MinSizeDigits || EndsWithExtension(name[..offset])) ? offset : -1;
    }

    private static bool EndsWithExtension(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        var extension = name[(dot + 1)..];
        return dot > 0 && extension.Length is > 0 and <= MaxExtensionLength
            && !extension.ContainsAnyExcept(AsciiLetterOrDigit) && extension.ContainsAnyInRange((byte)'A', (byte)'z');
    }
}
