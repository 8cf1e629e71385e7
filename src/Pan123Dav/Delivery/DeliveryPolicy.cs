using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>How content gets to a client, and why.</summary>
/// <param name="Mode">Never <see cref="DeliveryMode.Auto"/>.</param>
/// <param name="Reason">For the log.</param>
internal readonly record struct DeliveryDecision(DeliveryMode Mode, string Reason);

/// <summary>
/// Decides how content gets to a client: its rule, else the mount; <c>Auto</c> by what is known of the
/// client and the storage. The one place where a 302 is decided.
/// </summary>
internal static class DeliveryPolicy
{
    /// <summary>Decides for one request.</summary>
    public static DeliveryDecision Decide(ClientRules rules, string userAgent, StorageEntry file)
    {
        if (IsEmpty(file))
        {
            return new(DeliveryMode.Proxy, "the file is empty, and 123 has no link to such a one");
        }

        var mount = file.Mount as DeliveredMount;
        var ofClient = rules.DeliveryFor(userAgent);
        var mode = ofClient ?? mount?.Delivery ?? DeliveryMode.Auto;
        var isMissing = mode == DeliveryMode.DownloadProxy && mount is not { HasDownloadProxy: true };
        return (isMissing ? DeliveryMode.Auto : mode) switch
        {
            DeliveryMode.Auto when mount is not null && DeliveryConfigurationWarnings.IsBoundToGateway(mount) =>
                new(DeliveryMode.Proxy, "123 binds the link to the gateway"),
            DeliveryMode.Auto when ClientRules.FollowsNoRedirect(userAgent) => new(DeliveryMode.Proxy, "this client follows no redirect"),
            DeliveryMode.Auto => new(DeliveryMode.Redirect, isMissing ? "the mount has no download proxy" : "this client is not known to need anything else"),
            var chosen => new(chosen, ofClient is null ? "the mount says so" : "a client rule says so"),
        };
    }

    /// <summary>Whether there is nothing to fetch and no link to be had.</summary>
    public static bool IsEmpty(StorageEntry file) => file.Mount is { Remote: not null } && file is { Length: 0, IsLengthUnsure: false };
}
