namespace Pan123Dav.Configuration;

/// <summary>Addresses that are handed on in headers, playlists and files, where a host name of other letters than ASCII is no name.</summary>
internal static class AsciiAddress
{
    /// <summary>The address with its host as it is looked up (RFC 5891): <c>xn--vzyr4p.example</c> for <c>网盘.example</c>.</summary>
    public static Uri From(Uri address) =>
        address.HostNameType == UriHostNameType.Dns && address.IdnHost != address.Host ? new UriBuilder(address) { Host = address.IdnHost }.Uri : address;
}
