using System.Net;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// 123's answers may lead to public addresses only, or to the host that the owner wrote as <c>BaseUrl</c>, at any port: never into the owner's network.
/// What a name leads to shows when a connection is made: <see cref="GuardedHandler"/> looks then.
/// </summary>
internal static class AddressGuard
{
    /// <summary>What to say of an answer that leads elsewhere; goes behind its name.</summary>
    public const string Refusal = "leads to an address of this machine or its network, where nothing is fetched from. "
        + "Only the host of BaseUrl (Url of a WebDav mount) may be there";

    private static readonly HttpRequestOptionsKey<string> HomeKey = new("home");

    /// <summary>Tells the connection which host is the owner's own.</summary>
    public static void SetHome(HttpRequestMessage request, Uri baseUrl) => request.Options.Set(HomeKey, baseUrl.IdnHost);

    /// <summary>Whether an address may be given to a client or fetched from, as far as it can be told without asking DNS.</summary>
    public static bool Allows(Uri address, Uri baseUrl) =>
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0
        && (IsHome(address.IdnHost, baseUrl.IdnHost) || !IsInner(address));

    /// <summary>Throws where <see cref="Allows"/> does not hold.</summary>
    public static void Check(string call, Uri address, Uri baseUrl, string service = ApiErrors.Service)
    {
        if (!Allows(address, baseUrl))
        {
            throw ApiErrors.Malformed(call, Refusal, service: service);
        }
    }

    /// <summary>Sends under this rule what <see cref="SetHome"/> has seen.</summary>
    /// <param name="create">Makes the handler that sends.</param>
    public static GuardedHandler CreateHandler(Func<SocketsHttpHandler> create) => new(create, IsForHome);

    private static bool IsForHome(HttpRequestMessage request) =>
        request.Options.TryGetValue(HomeKey, out var home) && IsHome(request.RequestUri!.IdnHost, home);

    private static bool IsHome(string host, string home) => string.Equals(host, home, StringComparison.OrdinalIgnoreCase);

    // A browser takes a dot behind an address, in whatever notation, for nothing.
    private static bool IsInner(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var literal)
            ? !InternetAddresses.IsPublic(literal)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
