namespace Pan123Dav.Authentication.Tokens;

/// <summary>Where tokens that the gateway made outlive it. Every method throws <see cref="ApiTokenStoreException"/> when the store cannot be used.</summary>
internal interface IApiTokenStore
{
    /// <summary>All that are kept, by user name.</summary>
    IReadOnlyDictionary<string, KeptToken> Read();

    /// <summary>Keeps these, but for users who have one already. Returns all that are kept then.</summary>
    IReadOnlyDictionary<string, KeptToken> Add(IReadOnlyDictionary<string, KeptToken> tokens);

    /// <summary>Keeps this one in place of the user's last, as changed now.</summary>
    void Replace(string user, string token);

    /// <summary>Keeps these, but where what is kept was changed later.</summary>
    void TakeOver(IReadOnlyDictionary<string, KeptToken> tokens);
}

/// <summary>A token that the gateway made.</summary>
/// <param name="Value">Secret.</param>
/// <param name="Changed">When it replaced another, in milliseconds since 1970; 0 for the user's first.</param>
internal sealed record KeptToken(string Value, long Changed)
{
    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(KeptToken);
}

/// <summary>Tokens cannot be kept, or not be read; the message says why.</summary>
internal sealed class ApiTokenStoreException(Exception cause) : Exception(cause.Message, cause);
