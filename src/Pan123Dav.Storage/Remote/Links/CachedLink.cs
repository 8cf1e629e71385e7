namespace Pan123Dav.Storage.Remote.Links;

/// <summary>A link that is kept for a while.</summary>
/// <param name="Link">As it is to be handed out.</param>
/// <param name="Until">From then on another is asked for.</param>
internal sealed record CachedLink(SignedLink Link, DateTimeOffset Until);
