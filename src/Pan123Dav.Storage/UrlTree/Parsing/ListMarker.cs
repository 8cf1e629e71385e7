namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>The marks that Markdown and text programs put before the items of a list.</summary>
internal static class ListMarker
{
    /// <summary>What to write instead.</summary>
    public const string Remedy = "A list mark stands in front, and would be part of the name. Take it and the blank behind it away.";

    /// <summary>Whether <paramref name="text"/> begins with a mark and a blank.</summary>
    public static bool IsAtStart(ReadOnlySpan<byte> text) => text.Length > 1 && text[0] switch
    {
        (byte)'-' or (byte)'*' or (byte)'+' => text[1] == (byte)' ',
        0xE2 => text.StartsWith("\u2022 "u8),
        _ => false,
    };

    /// <summary>Whether <paramref name="text"/> is a mark and nothing else but a blank.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => IsAtStart(text) && RawLine.IsBlank(text[(text[0] == 0xE2 ? 3 : 1)..]);
}
