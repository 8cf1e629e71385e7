using System.Buffers;
using System.Text;

namespace Pan123Dav.Configuration;

/// <summary>Says what is wrong with a text that should be JSON. The parser names a place; what stands before it tells which slip it is.</summary>
internal static class JsonMistake
{
    private const string Unknown = "look for a missing quote, comma or brace here or just before";

    // Long values that people copy from where they are wrapped.
    private static readonly string[] OneLineNames = ["Hash", "Key", "Token"];

    // What Chinese keyboards and text programs put in the place of ASCII.
    private static readonly (char Written, char Meant)[] LookAlikes =
    [
        ('\u201C', '"'), ('\u201D', '"'), ('\u201E', '"'), ('\uFF02', '"'), ('\u2018', '"'), ('\u2019', '"'), ('\uFF07', '"'), ('\u300C', '"'), ('\u300D', '"'),
        ('\uFF0C', ','), ('\u3001', ','), ('\uFF1A', ':'), ('\uFF5B', '{'), ('\uFF5D', '}'), ('\uFF3B', '['), ('\uFF3D', ']'), ('\u3010', '['), ('\u3011', ']'),
    ];

    /// <summary>Where the mistake is and what to do about it.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="place">Where the parser stopped.</param>
    public static (int Offset, string Message) Find(ReadOnlySpan<byte> text, int place)
    {
        var scan = new JsonScan(text);
        scan.Run(place);
        if (scan.Fault is JsonScanFault.None)
        {
            return (place, Describe(text, place, scan));
        }

        return scan.Fault switch
        {
            JsonScanFault.LineBreak when FindClosingLookAlike(text[scan.TextStart..scan.Offset]) is { Offset: >= 0 } quote =>
                (scan.TextStart + quote.Offset, Replace(quote.Written, '"')),
            JsonScanFault.LineBreak => (scan.Offset, DescribeLineBreak(scan.Name)),
            JsonScanFault.Control => (scan.Offset, text[scan.Offset] == (byte)'\t'
                ? "a tab stands in a text: write \\t, or a blank"
                : "a control character stands in a text: take it out"),
            JsonScanFault.Escape => (scan.Offset,
                "a backslash begins an escape in JSON, and this is none: write \\\\ for a backslash; in a path / does as well"),
            _ => (scan.Offset, "the quote that begins here is never closed"),
        };
    }

    private static string DescribeLineBreak(string name) => name.EndsWith("OriginUrls", StringComparison.OrdinalIgnoreCase)
        ? "a text ends on the line where it begins: put the tree text into a file of its own and name that under OriginUrlsFile, "
            + "or write \\n for each line break"
        : OneLineNames.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? "the value is cut in two by a line break: write it on one line, and close it with a quote"
            : "a text ends on the line where it begins: close it with a quote, or join it with the next line";

    private static string Describe(ReadOnlySpan<byte> text, int place, in JsonScan scan)
    {
        if (scan.IsEmpty && text[place..].IndexOfAnyExcept(" \t\r\n"u8) is var first)
        {
            return first < 0 ? "the file is empty: write at least { }"
                : MeantBy(text[(place + first)..]) is { } brace ? Replace(brace.Written, brace.Meant)
                : "a settings file begins with {. A tree text belongs into a file of its own, which OriginUrlsFile names; `pan123dav check FILE` checks one";
        }

        if (place >= text.Length)
        {
            return "the file ends before every brace and bracket is closed: look for one that is missing";
        }

        var at = text[place];
        if (at >= 0x80)
        {
            return MeantBy(text[place..]) is { } look ? Replace(look.Written, look.Meant)
                : Rune.DecodeFromUtf8(text[place..], out var rune, out _) == OperationStatus.Done && Rune.IsWhiteSpace(rune)
                    ? $"a blank that JSON does not know (U+{rune.Value:X4}) stands here: take it out"
                : "texts and names stand in quotes: write \"…\"";
        }

        return at switch
        {
            (byte)'\'' => "texts and names stand in double quotes: write \"…\"",
            (byte)'"' or (byte)'{' or (byte)'[' when scan.Last is JsonScanToken.Text =>
                "a comma or a colon is missing before this, or one text was cut in two: join the parts",
            >= (byte)'0' and <= (byte)'9' when place > 0 && char.IsAsciiLetterOrDigit((char)text[place - 1]) =>
                "texts stand in quotes, and a number has no zeros in front",
            (byte)'"' or (byte)'{' or (byte)'[' or (>= (byte)'0' and <= (byte)'9') when scan.Last is JsonScanToken.Value => "a comma is missing before this",
            >= (byte)'0' and <= (byte)'9' when scan.Last is JsonScanToken.Text => "a colon is missing before this",
            (byte)'}' or (byte)']' => "this closes nothing that is open, or a value is missing before it",
            (byte)'#' => "a comment begins with // in a settings file",
            (byte)'\\' => "a backslash stands outside of a text: texts stand in quotes, with \\\\ for each backslash",
            _ when char.IsAsciiLetter((char)at) => "texts and names stand in quotes, and true, false and null are written in small letters",
            _ => Unknown,
        };
    }

    // A quote of another kind at the end, where the right one should be, and nothing behind it but what may follow a text.
    private static (int Offset, char Written) FindClosingLookAlike(ReadOnlySpan<byte> text)
    {
        var end = text.TrimEnd(" \t\r,}]"u8);
        end = end.EndsWith("\uFF0C"u8) ? end[..^3] : end;
        return end.Length > 0 && Rune.DecodeLastFromUtf8(end, out var last, out var length) == OperationStatus.Done
            && LookAlikes.FirstOrDefault(pair => pair.Written == last.Value && pair.Meant == '"') is { Written: not '\0' } found
            ? (end.Length - length, found.Written)
            : (-1, '\0');
    }

    private static (char Written, char Meant)? MeantBy(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var rune, out _) == OperationStatus.Done
        && LookAlikes.FirstOrDefault(pair => pair.Written == rune.Value) is { Written: not '\0' } found
            ? found
            : null;

    private static string Replace(char written, char meant) => $"{written} (U+{(int)written:X4}) is no sign of JSON: write {meant} instead";
}
