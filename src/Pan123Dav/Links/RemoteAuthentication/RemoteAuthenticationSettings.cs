using Pan123Dav.Authentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>All of a configuration that remote authentication looks at, of one snapshot.</summary>
/// <param name="Options">Its own section.</param>
/// <param name="Mounts">Some of which sign their links.</param>
/// <param name="Users">The configured users.</param>
/// <param name="Directory">Their accounts.</param>
internal sealed record RemoteAuthenticationSettings(
    RemoteAuthenticationOptions Options, IReadOnlyList<MountOptions> Mounts, IReadOnlyList<UserOptions> Users, UserDirectory Directory)
{
    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(RemoteAuthenticationSettings);
}
