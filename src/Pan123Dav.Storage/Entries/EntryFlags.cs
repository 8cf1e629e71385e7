namespace Pan123Dav.Storage.Entries;

/// <summary>What is known of an <see cref="EntryNode"/> beside its numbers. It has no room for more.</summary>
[Flags]
internal enum EntryFlags : byte
{
    None = 0,
    Collection = 1,

    /// <summary>The encoded name is the name itself.</summary>
    EncodedIsName = 2,

    /// <summary>The encoded name is the URL's tail.</summary>
    EncodedIsTail = 4,

    /// <summary>The URL's tail is the name.</summary>
    TailIsName = 8,

    /// <summary>The name holds nothing that XML or HTML text must escape or cannot hold.</summary>
    PlainName = 16,

    /// <summary>The name is not in normalization form C, so a comparison must bring it there.</summary>
    NotFormC = 32,

    /// <summary>The length is a lone number that may as well be the time.</summary>
    AmbiguousLength = 64,

    /// <summary>The length was not given but learnt, or found true.</summary>
    DiscoveredLength = 128,
}
