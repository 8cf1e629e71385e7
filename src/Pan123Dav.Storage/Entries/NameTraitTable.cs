namespace Pan123Dav.Storage.Entries;

/// <summary>Tells the <see cref="NameTraits"/> of a name by a table.</summary>
internal static class NameTraitTable
{
    private static readonly byte[] Traits = [.. Enumerable.Range(0, 256).Select(value => (byte)Get((byte)value))];

    /// <summary>The traits of all bytes together.</summary>
    public static NameTraits Get(ReadOnlySpan<byte> name)
    {
        var traits = 0;
        var table = Traits;
        foreach (var b in name)
        {
            traits |= table[b];
        }

        return (NameTraits)traits;
    }

    private static NameTraits Get(byte value) => value switch
    {
        < 0x20 or 0x7F or (byte)'/' => NameTraits.Forbidden | NameTraits.Reserved,
        (byte)'&' or (byte)'<' or (byte)'>' or (byte)'"' or (byte)'\'' => NameTraits.Markup | NameTraits.Reserved,
        (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' => NameTraits.None,
        < 0x80 => char.IsAsciiLetterOrDigit((char)value) ? NameTraits.None : NameTraits.Reserved,
        < 0xC0 or (>= 0xE5 and <= 0xE9) => NameTraits.Reserved,
        0xC2 => NameTraits.Reserved | NameTraits.Unknown | NameTraits.MayBeControl,
        0xEF => NameTraits.Reserved | NameTraits.Unknown | NameTraits.MayBeNoCharacter,
        _ => NameTraits.Reserved | NameTraits.Unknown,
    };
}

/// <summary>What the bytes of a name give away in one look each; most names are decided by that.</summary>
[Flags]
internal enum NameTraits : byte
{
    None = 0,

    /// <summary>A slash or an ASCII control character.</summary>
    Forbidden = 1,

    /// <summary>What XML and HTML text must escape.</summary>
    Markup = 2,

    /// <summary>What percent-encoding changes.</summary>
    Reserved = 4,

    /// <summary>The lead of U+0080 to U+00BF, some of which are control characters.</summary>
    MayBeControl = 8,

    /// <summary>The lead of U+F000 to U+FFFF, some of which are no characters.</summary>
    MayBeNoCharacter = 16,

    /// <summary>A lead byte of a character that is not known to be normal and visible, as the ideographs from U+5000 to U+9FFF are.</summary>
    Unknown = 32,
}
