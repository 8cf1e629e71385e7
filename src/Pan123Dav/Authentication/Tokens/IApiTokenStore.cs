namespace Pan123Dav.Authentication.Tokens;

/// <summary>Where tokens that the gateway made outlive it. Every method throws <see cref="ApiTokenStoreException"/> when the store cannot be used.</summary>
internal interface IApiTokenStore
{
    /// <summary>All that are kept, by user name.</summary>
    IReadOnlyDictionary<string, string> Read();

    /// <summary>Keeps these, but for users who have one already. Returns all that are kept then.</summary>
    IReadOnlyDictionary<string, string> Add(IReadOnlyDictionary<string, string> tokens);

    /// <summary>Keeps this one in place of the user's last.</summary>
    void Replace(string user, string token);
}

/// <summary>Tokens cannot be kept, or not be read; the message says why.</summary>
internal sealed class ApiTokenStoreException(Exception cause) : Exception(cause.Message, cause);
