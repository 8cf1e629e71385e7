using System.Text;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Http;
using Pan123Dav.Network;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Links;

/// <summary>
/// Makes addresses of files that need no sign-in: <c>{address}/d/{path}?sign=…</c>, signed with the user's API token. Whoever has one gets the file in that
/// user's name and budget, until it expires or the token is replaced. Makes no link at 123 and costs nothing.
/// </summary>
/// <param name="tokens">What they are signed with.</param>
/// <param name="publicAddress">Where people reach the gateway.</param>
internal sealed class SignedPathUrls(ApiTokens tokens, IOptionsMonitor<PublicAddressOptions> publicAddress)
{
    /// <summary>The address that links carry: <c>PublicUrl</c>, else the request's own scheme, host and forwarded prefix. Without a slash at its end.</summary>
    public string GetAddress(HttpRequest request) => GetPublicAddress() ?? RequestAddress.Get(request);

    /// <summary><c>PublicUrl</c> without a slash at its end; null when it is not configured.</summary>
    public string? GetPublicAddress() => publicAddress.CurrentValue.Address;

    /// <summary>The signed address of a file.</summary>
    /// <param name="address">What <see cref="GetAddress"/> gave, or another without a slash at its end.</param>
    /// <param name="user">A configured user, who may see the path.</param>
    /// <param name="path">From the drive's root.</param>
    /// <param name="expires">When it ends; null for never.</param>
    /// <exception cref="DavException">There is no such user, or has not been for more than a moment.</exception>
    public string Create(string address, string user, StoragePath path, DateTimeOffset? expires) =>
        Create(address, path, PathSignature.Create(tokens.Get(user).Key, path, expires?.ToUnixTimeSeconds() ?? 0));

    private static string Create(string address, StoragePath path, string sign)
    {
        var url = new StringBuilder(address).Append("/d");
        Span<byte> encoded = stackalloc byte[1024];
        foreach (var segment in path.Segments)
        {
            var room = segment.Length * 3 <= encoded.Length ? encoded : new byte[segment.Length * 3];
            url.Append('/').Append(Encoding.ASCII.GetString(room[..PercentEncoding.Encode(segment.Span, room)]));
        }

        // Both = and : may stand in a query as they are (RFC 3986 section 3.4), and tools look for them so.
        return url.Append("?sign=").Append(sign).ToString();
    }
}
