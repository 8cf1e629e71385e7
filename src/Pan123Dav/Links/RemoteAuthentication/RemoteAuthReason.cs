namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Why 123's CDN is told to serve, or not to.</summary>
internal enum RemoteAuthReason
{
    /// <summary>It serves.</summary>
    Granted,

    /// <summary>Remote authentication is switched off here.</summary>
    Disabled,

    /// <summary>The request is not what 123 sends.</summary>
    Malformed,

    /// <summary>The link is unsigned, or by none of our keys.</summary>
    Signature,

    /// <summary>The link's time is over.</summary>
    Expired,

    /// <summary>The link has no ticket, or one that does not belong to it.</summary>
    Ticket,

    /// <summary>Its user is removed, or has another password or token now.</summary>
    User,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>Its user may not see the file any more.</summary>
    Path,

    /// <summary>A budget of bytes was spent for other files.</summary>
    Budget,

    /// <summary>It is used from too many addresses.</summary>
    Address,
}
