namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>What is known of a sign-in at 123. Secret.</summary>
/// <param name="Value">The token; empty when the last attempt to get one failed.</param>
/// <param name="Expires">When 123 stops taking it.</param>
/// <param name="Asked">When it was last asked for, successfully or not: so that a restart does not ask again too soon.</param>
public sealed record StoredToken(string Value, DateTimeOffset Expires, DateTimeOffset Asked)
{
    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(StoredToken);
}
