using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage.Remote;

/// <summary>
/// 123's answers may lead to public addresses only, or to the host that the owner wrote as <c>BaseUrl</c>, at any port: never into the owner's network.
/// Names are looked at when the connection is made, by the address it is made to, so that no DNS answer in between changes it.
/// </summary>
internal static class AddressGuard
{
    private const string Refusal = "leads to an address of this machine or its network, where nothing is fetched from. Only the host of BaseUrl may be there";

    private static readonly HttpRequestOptionsKey<string> HomeKey = new("home");

    /// <summary>Tells the connection which host is the owner's own.</summary>
    public static void SetHome(HttpRequestMessage request, Uri baseUrl) => request.Options.Set(HomeKey, baseUrl.IdnHost);

    /// <summary>Whether an address may be given to a client or fetched from, as far as it can be told without asking DNS.</summary>
    public static bool Allows(Uri address, Uri baseUrl) =>
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0
        && (IsHome(address.IdnHost, baseUrl.IdnHost) || !IsInner(address));

    /// <summary>Throws where <see cref="Allows"/> does not hold.</summary>
    public static void Check(string call, Uri address, Uri baseUrl)
    {
        if (!Allows(address, baseUrl))
        {
            throw ApiFault.Malformed(call, Refusal);
        }
    }

    /// <summary>Connects, for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (!(context.InitialRequestMessage.Options.TryGetValue(HomeKey, out var home) && IsHome(host, home)))
        {
            addresses = Array.FindAll(addresses, InternetAddresses.IsPublic);
            if (addresses.Length == 0)
            {
                throw new AddressRefusedException($"It {Refusal}.");
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsHome(string host, string home) => string.Equals(host, home, StringComparison.OrdinalIgnoreCase);

    private static bool IsInner(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var literal)
            ? !InternetAddresses.IsPublic(literal)
            : address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) || address.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
