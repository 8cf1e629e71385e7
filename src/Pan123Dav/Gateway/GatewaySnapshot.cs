using Pan123Dav.Access;
using Pan123Dav.Admin;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Delivery;
using Pan123Dav.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Media.AListApi;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>Everything that a reload replaces, as one immutable piece: a request never sees half of an old configuration and half of a new one.</summary>
/// <param name="Options">The configuration it was made from.</param>
/// <param name="Mounts">The storages.</param>
/// <param name="Users">Who may sign in, and what each of them sees. Passwords are verified anew after each reload.</param>
/// <param name="ClientRules">What is different for certain clients.</param>
/// <param name="WebDav">What the protocol layer is told.</param>
/// <param name="RemoteAuthentication">What the CDN's questions are answered by.</param>
internal sealed record GatewaySnapshot(
    GatewayOptions Options, MountTable Mounts, UserDirectory Users, ClientRules ClientRules,
    WebDavOptions WebDav, RemoteAuthenticationSettings RemoteAuthentication)
{
    /// <summary>What links to the gateway begin with.</summary>
    public PublicAddressOptions PublicAddress { get; } = new() { Address = Options.PublicUrl?.AbsoluteUri.TrimEnd('/') };

    /// <summary>What the API is told.</summary>
    public ApiOptions Api { get; } = new() { Language = Options.Language, DataDirectory = Options.DataDirectory };

    /// <summary>What AList's API is told.</summary>
    public AListApiOptions AListApi { get; } = new() { UnknownModified = Options.UnknownModified.UtcDateTime };

    /// <summary>The same as <see cref="WebDav"/> for the drive as <c>.strm</c> files.</summary>
    public WebDavOptions StrmView { get; } = WebDav with { PathBase = StoragePath.Root.Append("strm"u8) };

    /// <summary>Makes one of valid options and their mounts.</summary>
    public static GatewaySnapshot Create(GatewayOptions options, MountTable mounts, LimitedPasswordHasher hasher, TimeProvider timeProvider, ILogger logger)
    {
        var users = UserDirectory.Create(options.Users, user => AccessView.Create(mounts, user.Name, user.Paths, options.Access, logger), hasher, timeProvider);
        return new(
            options,
            mounts,
            users,
            new ClientRules(options.Clients),
            new WebDavOptions
            {
                PathBase = options.PathBase,
                UnknownModified = options.UnknownModified.UtcDateTime,
                MaxInfiniteDepthMembers = options.PropFind.MaxInfiniteDepthMembers,
            },
            new RemoteAuthenticationSettings(options.RemoteAuthentication, options.Mounts, options.Users, users));
    }
}
