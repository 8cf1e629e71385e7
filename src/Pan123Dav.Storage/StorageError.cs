namespace Pan123Dav.Storage;

/// <summary>Why a storage could not do what it was asked; the gateway maps each to one status.</summary>
public enum StorageError
{
    /// <summary>The entry was there a moment ago and is not any more.</summary>
    NotFound,

    /// <summary>The owner's account may not read it.</summary>
    Forbidden,

    /// <summary>The service behind wants to be asked less often, or later.</summary>
    Throttled,

    /// <summary>The user asks for more links at the same time than may be.</summary>
    TooManyLinks,

    /// <summary>The service behind does not answer.</summary>
    Unavailable,

    /// <summary>The service behind answered something that cannot be understood.</summary>
    Malformed,

    /// <summary>The traffic that the owner has at the service is used up.</summary>
    TrafficUsedUp,

    /// <summary>The service wants the owner to sign in, or to sign in differently.</summary>
    SignInRequired,
}
