using System.Buffers;
using System.Buffers.Text;
using Pan123Dav.Storage.Urls;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.UrlTree.Writing;

/// <summary>
/// Writes a tree text line by line, each in the one form that <see cref="UrlTreeText"/> reads back to the same: <c>Name:</c> for a
/// folder, <c>Name:Size:Time:URL</c> for a file, with numbers that nobody knows left blank.
/// </summary>
/// <param name="output">Takes UTF-8.</param>
public sealed class TreeTextWriter(IBufferWriter<byte> output)
{
    // The reader takes no line that is longer than a mebibyte.
    private const int MaxBytes = 1_000_000;

    private readonly OriginUrl _url = new();
    private readonly UrlNameReader _urlName = new();

    /// <summary>A line for people.</summary>
    /// <param name="text">UTF-8 without a line feed.</param>
    public void WriteComment(ReadOnlySpan<byte> text)
    {
        output.Write("# "u8);
        output.Write(text);
        output.Write("\n"u8);
    }

    /// <summary>Begins a folder; false, with nothing written, when the text cannot hold its name.</summary>
    /// <param name="level">How many folders it stands in.</param>
    /// <param name="name">UTF-8.</param>
    public bool TryWriteFolder(int level, ReadOnlySpan<byte> name)
    {
        if (!TreeTextName.Fits(name) || (2 * level) + name.Length > MaxBytes)
        {
            return false;
        }

        Indent(level);
        output.Write(name);
        output.Write(":\n"u8);
        return true;
    }

    /// <summary>Writes a file; false, with nothing written, when the text cannot hold its name, or not its link.</summary>
    /// <param name="level">How many folders it stands in.</param>
    /// <param name="name">UTF-8. One that fits no line is written all the same where the link ends with it.</param>
    /// <param name="length">Bytes; null when nobody knows.</param>
    /// <param name="modified">Unix seconds; null when nobody knows.</param>
    /// <param name="url">Absolute, http or https, ASCII.</param>
    public bool TryWriteFile(int level, ReadOnlySpan<byte> name, long? length, long? modified, ReadOnlySpan<byte> url)
    {
        if (!CanHold(url) || (2 * level) + name.Length + url.Length > MaxBytes)
        {
            return false;
        }

        var fits = TreeTextName.Fits(name);
        if (!fits && (RawLine.IsBlank(name) || !StoragePath.IsSegment(name) || !_urlName.Read(_url.Segment, _url.Segment).SequenceEqual(name)))
        {
            return false;
        }

        Indent(level);
        if (fits)
        {
            output.Write(name);
            output.Write(":"u8);
        }

        Write(length);
        Write(modified);

        // A line that ends with a colon would be a folder.
        var endsWithColon = url[^1] == (byte)':';
        output.Write(endsWithColon ? url[..^1] : url);
        output.Write(endsWithColon ? "%3A\n"u8 : "\n"u8);
        return true;
    }

    /// <summary>Whether <paramref name="url"/> is read back as it is.</summary>
    public bool CanHold(ReadOnlySpan<byte> url) => System.Text.Ascii.IsValid(url) && _url.TryRead(url) && _url.Ascii.SequenceEqual(url);

    private void Indent(int level)
    {
        var span = output.GetSpan((2 * level) + 1);
        span[..(2 * level)].Fill((byte)' ');
        output.Advance(2 * level);
    }

    private void Write(long? number)
    {
        if (number is { } value)
        {
            Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
            output.Advance(written);
        }

        output.Write(":"u8);
    }
}
