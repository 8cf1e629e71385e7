namespace Pan123Dav.Storage;

/// <summary>
/// Where a file's content can be fetched without further credentials. Whoever holds one spends the
/// owner's traffic until it expires, so it prints without its query.
/// </summary>
/// <param name="Location">Absolute URI, ASCII.</param>
/// <param name="Expires">When the link stops working; for a link that never does, when it should be asked for again.</param>
public readonly record struct SignedLink(string Location, DateTimeOffset Expires)
{
    /// <summary>
    /// What the content host wants in the <c>Referer</c> header, without which it refuses; null when it does not
    /// ask. No redirect can bring it about: such a link is for the proxy.
    /// </summary>
    public string? Referer { get; init; }

    /// <summary>What the host wants to see of credentials, where the storage serves its files itself; null when none are needed.</summary>
    public ILinkAuthorization? Authorization { get; init; }

    /// <summary>Whether only the gateway can fetch from it: no client is sent there, whatever the delivery.</summary>
    public bool IsForProxy { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var query = Location.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? Location : string.Concat(Location.AsSpan(0, query), "?…");
    }
}
