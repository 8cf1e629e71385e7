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
