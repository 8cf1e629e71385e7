using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Tests.Authentication.Tokens;

/// <summary>Keeps tokens in memory, and may be broken as a disk may.</summary>
internal sealed class MemoryTokenStore : IApiTokenStore
{
    public Dictionary<string, KeptToken> Tokens { get; } = [];

    public bool IsBroken { get; set; }

    public IReadOnlyDictionary<string, KeptToken> Read() =>
        IsBroken ? throw new ApiTokenStoreException(new IOException("disk")) : new Dictionary<string, KeptToken>(Tokens);

    public IReadOnlyDictionary<string, KeptToken> Add(IReadOnlyDictionary<string, KeptToken> tokens)
    {
        foreach (var (user, token) in tokens)
        {
            Tokens.TryAdd(user, token);
        }

        return Read();
    }

    public void Replace(string user, string token) => Tokens[user] = new KeptToken(token, (Tokens.GetValueOrDefault(user)?.Changed ?? 0) + 1);

    public void TakeOver(IReadOnlyDictionary<string, KeptToken> tokens)
    {
        foreach (var (user, token) in tokens)
        {
            Tokens[user] = token;
        }
    }
}
