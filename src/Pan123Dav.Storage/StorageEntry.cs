namespace Pan123Dav.Storage;

/// <summary>
/// One file or collection: a place in an <see cref="EntryTable"/>, which it keeps alive. Sixteen bytes, copied freely; nothing is allocated for it.
/// </summary>
public readonly struct StorageEntry(EntryTable table, int index)
{
    /// <summary>The table that holds the entry.</summary>
    public EntryTable Table { get; } = table;

    /// <summary>The entry's row in <see cref="Table"/>.</summary>
    public int Index { get; } = index;

    /// <summary>What the storage that makes links for the entry is mounted with; null for a collection that only leads to mounts.</summary>
    public MountOptions? Mount => Table.Owner.Mount;

    /// <summary>Whether the entry has members rather than content.</summary>
    public bool IsCollection => Table.IsCollection(Index);

    /// <summary>The name as the owner wrote it, UTF-8. Empty for a root.</summary>
    public ReadOnlySpan<byte> Name => Table.GetName(Index);

    /// <summary>The name as a path segment of an href: everything but RFC 3986's unreserved characters percent-encoded, upper-case hex.</summary>
    public ReadOnlySpan<byte> EncodedName => Table.GetEncodedName(Index);

    /// <summary>Whether <see cref="Name"/> can stand in XML or HTML text as it is.</summary>
    public bool IsNamePlain => Table.IsNamePlain(Index);

    /// <summary>The content's length in bytes, or null when nobody knows it. Null for a collection.</summary>
    public long? Length => Table.GetLength(Index);

    /// <summary>Whether the entry is a file and <see cref="Length"/> is unknown, or a number that may as well be its time.</summary>
    public bool IsLengthUnsure => Table.IsLengthUnsure(Index);

    /// <summary>
    /// When the content last changed, in Unix seconds, or null when nobody knows. Always after 1970.
    /// Of a collection: the newest known time below it, so that those who scan folders see what changed.
    /// </summary>
    public long? Modified => Table.GetModified(Index) ?? Table.Owner.GetModified(Index);

    /// <summary>Changes when the owner points the file at something else or corrects its size or time; the same after a restart.</summary>
    public ulong Fingerprint => Table.GetFingerprint(Index);

    /// <summary>A digest of a file's content in lower-case hex, such as its MD5; null when the storage does not know one.</summary>
    public string? ContentHash => Table.Owner.GetHash(Index);

    /// <summary>Whether the members of a collection, and theirs, are asked for from a service a call each: nothing to walk through for one request.</summary>
    public bool IsRemote => Table.Owner.IsRemoteAt(Index);

    /// <summary>All that listings tell of the entry, for those who need several of its values.</summary>
    public EntryRow Read() => Table.Read(Index);

    /// <summary>A link to the content of this file, signed now.</summary>
    /// <param name="request">How long the link should live, and who waits for it.</param>
    /// <param name="cancellationToken">Ends the work when the client is gone.</param>
    /// <exception cref="ArgumentException">It is a collection.</exception>
    /// <exception cref="StorageException">There is no link to be had.</exception>
    public ValueTask<SignedLink> CreateLinkAsync(LinkRequest request, CancellationToken cancellationToken) => IsCollection
        ? throw new ArgumentException("A collection has no link.")
        : Table.Owner.CreateLinkAsync(this, request, cancellationToken);
}
