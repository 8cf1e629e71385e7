using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Tests.Authentication.Tokens;

/// <summary>Keeps tokens in memory, and may be broken as a disk may.</summary>
internal sealed class MemoryTokenStore : IApiTokenStore
{
    public Dictionary<string, string> Tokens { get; } = [];

    public bool IsBroken { get; set; }

    public IReadOnlyDictionary<string, string> Read() =>
        IsBroken ? throw new ApiTokenStoreException(new IOException("disk")) : new Dictionary<string, string>(Tokens);

    public IReadOnlyDictionary<string, string> Add(IReadOnlyDictionary<string, string> tokens)
    {
        foreach (var (user, token) in tokens)
        {
            Tokens.TryAdd(user, token);
        }

        return Read();
    }

    public void Replace(string user, string token) => Tokens[user] = token;
}
