namespace Pan123Dav.Storage;

/// <summary>The owner of a table that knows digests of its files' content.</summary>
internal interface IContentHashes
{
    /// <summary>The digest of the file at <paramref name="row"/> in lower-case hex, or null.</summary>
    string? GetHash(int row);
}
