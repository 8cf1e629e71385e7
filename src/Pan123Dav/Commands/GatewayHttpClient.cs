using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Commands;

/// <summary>How commands ask a gateway that runs: they follow nothing, keep no cookie, and go past the proxy on this machine.</summary>
internal static class GatewayHttpClient
{
    /// <param name="address">
    /// Of the gateway. On this machine any certificate will do, as it is made out to the public name: send nothing that is worth anything elsewhere.
    /// </param>
    /// <param name="timeout">Of a request with its answer.</param>
    /// <param name="useProxy">Whether the system's proxy may be used; false where the address is this machine's.</param>
    public static HttpClient Create(Uri address, TimeSpan timeout, bool useProxy = true)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = TcpConnection.OpenAsync,
            UseProxy = useProxy && !address.IsLoopback,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        if (address.IsLoopback)
        {
#pragma warning disable CA5359
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new HttpClient(handler) { Timeout = timeout };
    }
}
