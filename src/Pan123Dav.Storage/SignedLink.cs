namespace Pan123Dav.Storage;

/// <summary>
/// Where a file's content can be fetched without further credentials. Whoever holds one spends the owner's traffic until it expires, so it prints without its query.
/// </summary>
/// <param name="Location">Absolute URI, ASCII.</param>
/// <param name="Expires">When the link stops working; for a link that never does, when it should be asked for again.</param>
public readonly record struct SignedLink(string Location, DateTimeOffset Expires)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var query = Location.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? Location : string.Concat(Location.AsSpan(0, query), "?…");
    }
}
