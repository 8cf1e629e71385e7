namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>Some members of a folder.</summary>
/// <param name="Items">In 123's order.</param>
/// <param name="Next">What asks for the page behind; null when this was the last.</param>
internal sealed record RemotePage(IReadOnlyList<RemoteItem> Items, string? Next)
{
    /// <summary>Of the last page: how many more members 123 promised than came; 0 where it promised nothing.</summary>
    public long Missing { get; init; }
}
