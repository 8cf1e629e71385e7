namespace Pan123Dav.Storage;

/// <summary>
/// What listings tell of an entry, read from its table in one call. The text is the table's own. <see cref="StorageEntry"/> says what each value means.
/// </summary>
public readonly ref struct EntryRow
{
    public required ReadOnlySpan<byte> Name { get; init; }

    public required ReadOnlySpan<byte> EncodedName { get; init; }

    public required bool IsCollection { get; init; }

    public required bool IsNamePlain { get; init; }

    public required long? Length { get; init; }

    public required long? Modified { get; init; }

    public required ulong Fingerprint { get; init; }
}
