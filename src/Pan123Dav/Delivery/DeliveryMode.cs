namespace Pan123Dav.Delivery;

/// <summary>How the content of a mount's files gets to clients.</summary>
internal enum DeliveryMode
{
    /// <summary><see cref="Redirect"/>, but <see cref="Proxy"/> for clients that do not follow one.</summary>
    Auto,

    /// <summary>The client is sent to a signed link and fetches from there.</summary>
    Redirect,

    /// <summary>The gateway fetches the bytes and passes them on.</summary>
    Proxy,

    /// <summary>The client is sent to a download proxy that asks the gateway for the link.</summary>
    DownloadProxy,
}
