using System.Buffers;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// What stands before a URL, without the colon between: <c>[FileName:][FileSize:][Modified]</c>. Read from the right, up to two fields that are
/// blank or all digits are size and time, a single one is the size; what is left, colons included, is the name.
/// </summary>
internal readonly ref struct FileFields
{
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789.,_+-"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    public FileFields(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        var taken = 0;
        while (taken < 2 && end >= 0)
        {
            var start = StartOfDigits(text[..end]);
            if (start > 0 && text[start - 1] != (byte)':')
            {
                start = text[..start].LastIndexOf((byte)':') + 1;
                if (!RawLine.IsBlank(text[start..end]))
                {
                    var mayBeName = start == 0 && text[0] is not ((byte)'+' or (byte)'-');
                    NotANumber = !mayBeName && LooksLikeNumber(text[start..end], out _) ? start..end : default;
                    IsNameSize = mayBeName && LooksLikeNumber(text[..end], out var unit) && IsClearly(text[..end], unit);
                    break;
                }
            }

            var field = text[start..end];
            Modified = Size;
            ModifiedStart = SizeStart;
            Size = field;
            SizeStart = start;
            taken++;
            end = start - 1;
        }

        Count = taken;
        IsLone = taken == 1 && !RawLine.IsBlank(Size);
        HasName = end >= 0;
        Name = HasName ? text[..end] : default;
    }

    /// <summary>How many of size and time there are, blank ones included.</summary>
    public int Count { get; }

    public bool HasName { get; }

    /// <summary>The name is a size as people write it, such as <c>1.5GB</c>.</summary>
    public bool IsNameSize { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Digits or blank.</summary>
    public ReadOnlySpan<byte> Size { get; }

    public int SizeStart { get; }

    /// <summary>Digits or blank.</summary>
    public ReadOnlySpan<byte> Modified { get; }

    public int ModifiedStart { get; }

    /// <summary>There is one number and nothing beside it tells whether it is size or time.</summary>
    public bool IsLone { get; }

    /// <summary>Where a field stands that was meant for a number but is none; empty when there is no such field.</summary>
    public Range NotANumber { get; }

    private static int StartOfDigits(ReadOnlySpan<byte> text)
    {
        var start = text.Length;
        while (start > 0 && text[start - 1] is >= (byte)'0' and <= (byte)'9')
        {
            start--;
        }

        return start;
    }

    private static bool LooksLikeNumber(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> unit)
    {
        unit = default;
        if (field[0] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-') || !field.ContainsAny(Digits))
        {
            return false;
        }

        var length = field.IndexOfAnyExcept(NumberCharacters);
        unit = length < 0 ? default : field[length..];
        return length < 0 || IsUnit(unit);
    }

    // Without a unit it may be a date or a version, and 4K is a picture's size: such names are left alone.
    private static bool IsClearly(ReadOnlySpan<byte> field, ReadOnlySpan<byte> unit) =>
        !unit.IsEmpty && (unit.Length > 1 || (unit[0] | 0x20) != 'k' || field.Contains((byte)'.'));

    private static bool IsUnit(ReadOnlySpan<byte> text)
    {
        text = text[0] == (byte)' ' ? text[1..] : text;
        Span<char> unit = stackalloc char[5];
        if (text.Length is 0 or > 5)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            unit[i] = char.ToLowerInvariant((char)text[i]);
        }

        // No "p": 1080p is a name far more often than it is a petabyte.
        return unit[..text.Length] is "b" or "byte" or "bytes" or "k" or "kb" or "kib" or "m" or "mb" or "mib" or "g" or "gb" or "gib"
            or "t" or "tb" or "tib" or "pb" or "pib";
    }
}
