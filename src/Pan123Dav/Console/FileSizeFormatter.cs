using System.Buffers.Text;

namespace Pan123Dav.Console;

/// <summary>A length as people read it: <c>512 B</c>, <c>1.5 KiB</c>, <c>4.2 GiB</c>.</summary>
internal static class FileSizeFormatter
{
    private const int MaxLength = 12;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>The same as text.</summary>
    public static string Format(long length)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(text[..Write(length, text)]);
    }

    /// <summary>Writes at most 12 bytes and returns how many.</summary>
    public static int Write(long length, Span<byte> destination)
    {
        var unit = 0;
        var value = (double)length;
        // 1023.95 would be rounded to 1024.0.
        while (value >= (unit == 0 ? 1024 : 1023.95))
        {
            value /= 1024;
            unit++;
        }

        int written;
        if (unit == 0)
        {
            Utf8Formatter.TryFormat(length, destination, out written);
        }
        else
        {
            Utf8Formatter.TryFormat(value, destination, out written, new System.Buffers.StandardFormat('F', 1));
        }

        destination[written++] = (byte)' ';
        foreach (var letter in Units[unit])
        {
            destination[written++] = (byte)letter;
        }

        return written;
    }
}
