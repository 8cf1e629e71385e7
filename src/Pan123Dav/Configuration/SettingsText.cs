using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Pan123Dav.Configuration;

/// <summary>
/// The text of a JSON settings file, looked at before the framework's parser, which takes every encoding for UTF-8 and tells little of mistakes.
/// </summary>
internal sealed class SettingsText
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly byte[] _text;

    /// <param name="stream">The file: UTF-8, or UTF-16 with a byte order mark.</param>
    public SettingsText(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        _text = ToUtf8(copy.ToArray());
    }

    /// <summary>The text in UTF-8, without a byte order mark.</summary>
    public Stream Open() => new MemoryStream(_text, writable: false);

    /// <exception cref="SettingsFormatException">It is no UTF-8.</exception>
    public void CheckEncoding()
    {
        if (Utf8.IsValid(_text))
        {
            return;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(_text.AsSpan(at), out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }

        throw Fail(at, "is not UTF-8 here, but perhaps GBK: save the file as UTF-8");
    }

    /// <summary>What is wrong, in the owner's words.</summary>
    /// <param name="exception">What the parser threw.</param>
    public SettingsFormatException Explain(JsonException exception)
    {
        var place = GetOffset(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        var (offset, message) = JsonMistake.Find(_text, place);
        return Fail(offset, $"is not valid JSON here: {message}");
    }

    /// <summary>Sections that stand twice in one object, which the framework mixes. Single values that stand twice it does not take.</summary>
    /// <param name="file">What the warnings are about.</param>
    public IReadOnlyList<ConfigurationWarning> FindRepeatedSections(string file)
    {
        var warnings = new List<ConfigurationWarning>();
        var names = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(_text, Options);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } name && !names.Peek().Add(name):
                    var (line, column) = GetPlace((int)reader.TokenStartIndex);
                    var next = reader;
                    next.Read();
                    if (next.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    {
                        break;
                    }

                    warnings.Add(new ConfigurationWarning(file, "repeated-section",
                        $"has {name} for the second time in one section: put the two together, for of what both set only one counts", line, column));
                    break;
            }
        }

        return warnings;
    }

    private static byte[] ToUtf8(byte[] text)
    {
        // What the framework's reader would find out by itself.
        using var reader = new StreamReader(new MemoryStream(text), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        reader.Peek();
        return reader.CurrentEncoding.CodePage != Encoding.UTF8.CodePage ? Encoding.UTF8.GetBytes(reader.ReadToEnd())
            : text.AsSpan().StartsWith("\uFEFF"u8) ? text[3..]
            : text;
    }

    private SettingsFormatException Fail(int offset, string message)
    {
        var (line, column) = GetPlace(offset);
        return new SettingsFormatException(line, column, message);
    }

    private int GetOffset(long line, long column)
    {
        var start = 0;
        for (; line > 0 && _text.AsSpan(start).IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            start += end + 1;
        }

        return (int)Math.Min(start + column, _text.Length);
    }

    private (int Line, int Column) GetPlace(int offset)
    {
        var before = _text.AsSpan(0, offset);
        return (before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}

/// <summary>A settings file cannot be read as one. Shows nothing of its content.</summary>
internal sealed class SettingsFormatException(int line, int column, string message) : FormatException(message)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>In bytes, from 1.</summary>
    public int Column { get; } = column;
}
