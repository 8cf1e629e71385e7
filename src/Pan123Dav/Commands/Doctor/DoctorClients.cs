using Pan123Dav.Admin.Doctor;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Commands.Doctor;

/// <summary>What the checks ask by, and their place among the gateway's services.</summary>
internal static class DoctorClients
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <summary>Lets a gateway run the checks on itself.</summary>
    public static IServiceCollection AddDoctor(this IServiceCollection services) => services.AddSingleton<IDoctor, GatewayDoctor>();

    /// <summary>For the hosts of links.</summary>
    public static HttpClient CreateOrigin() => Create(useProxy: true, anyCertificate: false);

    /// <summary>For the gateway itself.</summary>
    public static HttpClient CreateGateway(Uri address) => Create(useProxy: !address.IsLoopback, anyCertificate: address.IsLoopback);

    private static HttpClient Create(bool useProxy, bool anyCertificate)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, UseProxy = useProxy, AllowAutoRedirect = false, UseCookies = false };
        if (anyCertificate)
        {
#pragma warning disable CA5359
            // The certificate is made out to the public name, and nothing secret is sent.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new HttpClient(handler) { Timeout = MaxWait };
    }
}
