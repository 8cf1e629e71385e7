namespace Pan123Dav.Storage.Entries;

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
