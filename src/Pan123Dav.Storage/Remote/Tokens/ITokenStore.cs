namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>
/// Keeps tokens across restarts where only the owner can read them. A store that cannot be read or
/// written fails like an empty one, and says so in the log.
/// </summary>
public interface ITokenStore
{
    /// <summary>What was written last under <paramref name="key"/>, or null.</summary>
    /// <param name="key">Names the credentials without revealing them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Replaces what is stored under <paramref name="key"/>.</summary>
    ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken);
}
