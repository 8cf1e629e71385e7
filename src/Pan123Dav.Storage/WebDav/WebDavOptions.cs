using System.Net;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Storage.WebDav;

/// <summary>A mount of type <see cref="MountType.WebDav"/>. <see cref="RemoteOptions.BaseUrl"/> is the address of the server's collection.</summary>
public sealed record WebDavOptions : RemoteOptions
{
    /// <summary>123's server leaves out what comes behind about that many members of a folder (alist#7480); others may as well.</summary>
    public const int MaxSureMembers = 2000;

    private static readonly string[] PrivateDomains = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];

    /// <summary>What signs in by Basic; empty for a server that asks for nothing.</summary>
    public string Username { get; init; } = "";

    /// <summary>Of that user; at 123 an app password. Secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>The folder below <see cref="RemoteOptions.BaseUrl"/> that is mounted: decoded, joined by slashes, without one at either end.</summary>
    public string RootFolder { get; init; } = "";

    /// <summary>Whether it is 123's own server, which wants to be asked slowly.</summary>
    public bool Is123 => BaseUrl.IdnHost.EndsWith(".123pan.cn", StringComparison.OrdinalIgnoreCase)
        || BaseUrl.IdnHost.EndsWith(".123pan.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a password may go to <paramref name="url"/> in the clear: an address of this machine or of a private network, or a name that no public DNS
    /// has (RFC 6761, 6762,
    /// 8375, and names of one label).
    /// </summary>
    public static bool AllowsPlainHttp(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var address)
            ? !InternetAddresses.IsPublic(address)
            : !host.Contains('.', StringComparison.Ordinal) || PrivateDomains.Any(domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
    }

    internal override RemoteId Root => RemoteId.FromPath(RootFolder);

    internal override string RootKey => nameof(RootFolder);

    internal override string Service => BaseUrl.IdnHost;

    internal override int? CutAt => MaxSureMembers;
}
