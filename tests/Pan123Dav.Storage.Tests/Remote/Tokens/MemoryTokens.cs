using System.Collections.Concurrent;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Storage.Tests.Remote.Tokens;

/// <summary>A token store that outlives its storages, as the database does.</summary>
internal sealed class MemoryTokens : ITokenStore
{
    public ConcurrentDictionary<string, StoredToken> Kept { get; } = [];

    public ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken) => new(Kept.GetValueOrDefault(key));

    public ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken)
    {
        Kept[key] = token;
        return default;
    }
}
