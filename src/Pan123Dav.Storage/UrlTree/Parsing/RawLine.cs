using System.Buffers;
using System.Text;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>One line, cut into its indent and its text without the white space around it.</summary>
internal readonly ref struct RawLine
{
    private readonly ReadOnlySpan<byte> _raw;
    private readonly int _start;

    public RawLine(ReadOnlySpan<byte> raw)
    {
        _raw = raw;
        while (_start < raw.Length && raw[_start] is (byte)' ' or (byte)'\t')
        {
            Spaces += raw[_start] == (byte)' ' ? 1 : 0;
            _start++;
        }

        Tabs = _start - Spaces;
        if (_start < raw.Length && !IsVisibleAscii(raw[_start]))
        {
            Wide = raw.Slice(_start, LeadingWhiteSpace(raw[_start..]));
            _start += Wide.Length;
        }

        Text = TrimEnd(raw[_start..]);
    }

    /// <summary>Spaces of the indent.</summary>
    public int Spaces { get; }

    /// <summary>Tabs of the indent, which should have none.</summary>
    public int Tabs { get; }

    /// <summary>White space of the indent from the first on that is neither space nor tab.</summary>
    public ReadOnlySpan<byte> Wide { get; }

    /// <summary>Whether the indent has such as U+3000 or U+00A0, which look like spaces.</summary>
    public bool IsIndentWide => Wide.ContainsAnyExceptInRange((byte)0, (byte)0x7F);

    public ReadOnlySpan<byte> Text { get; }

    public int WideColumn => Spaces + Tabs + 1;

    public int TabColumn => _raw.IndexOf((byte)'\t') + 1;

    /// <summary>A hash with a blank behind it, or a hash alone: <c>#1 Hits:</c> is a folder.</summary>
    public bool IsComment => Text[0] == (byte)'#' && (Text.Length == 1 || Text[1] is (byte)' ' or (byte)'\t');

    /// <summary>The column of the character at <paramref name="offset"/> bytes into <see cref="Text"/>.</summary>
    public int Column(int offset)
    {
        var column = 1;
        for (var rest = _raw[..(_start + offset)]; !rest.IsEmpty; column++)
        {
            Rune.DecodeFromUtf8(rest, out _, out var consumed);
            rest = rest[consumed..];
        }

        return column;
    }

    public static bool IsBlank(ReadOnlySpan<byte> text) => LeadingWhiteSpace(text) == text.Length;

    private static int LeadingWhiteSpace(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && !IsVisibleAscii(text[length])
            && Rune.DecodeFromUtf8(text[length..], out var rune, out var consumed) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
        {
            length += consumed;
        }

        return length;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && !IsVisibleAscii(text[^1])
            && Rune.DecodeLastFromUtf8(text, out var rune, out var consumed) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
        {
            text = text[..^consumed];
        }

        return text;
    }

    private static bool IsVisibleAscii(byte value) => value is > 0x20 and < 0x7F;
}
