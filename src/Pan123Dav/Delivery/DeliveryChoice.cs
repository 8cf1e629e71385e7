using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Decides how content gets to a client: its rule, else the mount; <c>Auto</c> by what is known of the client.</summary>
/// <param name="Mode">Never <see cref="DeliveryMode.Auto"/>.</param>
/// <param name="Reason">For the log.</param>
internal readonly record struct DeliveryChoice(DeliveryMode Mode, string Reason)
{
    public static DeliveryChoice Of(ClientRules rules, string userAgent, MountOptions? mount)
    {
        var ofClient = rules.DeliveryFor(userAgent);
        var mode = ofClient ?? mount?.Delivery ?? DeliveryMode.Auto;
        var isMissing = mode == DeliveryMode.DownloadProxy && mount is not { HasDownloadProxy: true };
        return (isMissing ? DeliveryMode.Auto : mode) switch
        {
            DeliveryMode.Auto when ClientRules.FollowsNoRedirect(userAgent) => new(DeliveryMode.Proxy, "this client follows no redirect"),
            DeliveryMode.Auto => new(DeliveryMode.Redirect, isMissing ? "the mount has no download proxy" : "this client is not known to need anything else"),
            var chosen => new(chosen, ofClient is null ? "the mount says so" : "a client rule says so"),
        };
    }
}
