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

    /// <summary>Whether several programs keep their tokens here, so that another may have one that this one does not know.</summary>
    bool IsShared => false;

    /// <summary>
    /// Waits a while for other programs that ask for the same token; nobody else asks until the result is disposed of. Null when there is no waiting.
    /// </summary>
    /// <param name="key">Names the credentials.</param>
    ValueTask<IAsyncDisposable?> EnterAsync(string key) => new((IAsyncDisposable?)null);

    /// <summary>Replaces what is stored under <paramref name="key"/>.</summary>
    ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken);
}
