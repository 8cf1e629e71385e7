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
        var unit = length < 1024 ? 0 : 1;
        var tenths = unit == 0 ? (ulong)length * 10 : GetTenths((ulong)length, 10);
        while (tenths >= 10_240)
        {
            unit++;
            tenths = GetTenths((ulong)length, 10 * unit);
        }

        Utf8Formatter.TryFormat(tenths / 10, destination, out var written);
        if (unit > 0)
        {
            destination[written++] = (byte)'.';
            destination[written++] = (byte)('0' + (tenths % 10));
        }

        destination[written++] = (byte)' ';
        foreach (var letter in Units[unit])
        {
            destination[written++] = (byte)letter;
        }

        return written;
    }

    // Of the length over a power of two, a half rounded up.
    private static ulong GetTenths(ulong length, int shift) =>
        ((length >> shift) * 10) + ((((length & ((1UL << shift) - 1)) * 10) + (1UL << (shift - 1))) >> shift);
}
