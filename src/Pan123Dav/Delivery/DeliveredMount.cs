using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>A mount as the gateway configures it: the storage, and how its content gets to clients.</summary>
internal sealed record DeliveredMount : MountOptions
{
    /// <summary>How content gets to clients for which no client rule says otherwise.</summary>
    public DeliveryMode Delivery { get; init; }

    /// <summary>The address of a download proxy program of AList's; null when there is none.</summary>
    public Uri? DownloadProxyUrl { get; init; }

    /// <summary>The secret that the download proxy checks links by and asks for them with. Empty when there is no such proxy.</summary>
    public string DownloadProxyToken { get; init; } = "";

    /// <summary>Whether clients can be sent to a download proxy.</summary>
    public bool HasDownloadProxy => DownloadProxyUrl is not null && DownloadProxyToken.Length > 0;

    /// <inheritdoc/>
    public override bool LinksReachClients => Delivery != DeliveryMode.Proxy;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
