using Pan123Dav.Delivery;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>Everything that a reload replaces, as one immutable piece: a request never sees half of an old configuration and half of a new one.</summary>
/// <param name="Options">The configuration it was made from.</param>
/// <param name="Mounts">The storages.</param>
/// <param name="ClientRules">What is different for certain clients.</param>
/// <param name="WebDav">What the protocol layer is told.</param>
internal sealed record GatewaySnapshot(GatewayOptions Options, MountTable Mounts, ClientRules ClientRules, WebDavOptions WebDav)
{
    public static GatewaySnapshot From(GatewayOptions options, MountTable mounts) => new(
        options,
        mounts,
        new ClientRules(options.Clients),
        new WebDavOptions
        {
            PathBase = options.PathBase,
            UnknownModified = options.UnknownModified.UtcDateTime,
            MaxInfiniteDepthMembers = options.PropFind.MaxInfiniteDepthMembers,
        });
}
