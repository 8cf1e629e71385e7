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
    public static HttpClient CreateOrigin() =>
        new(new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, AllowAutoRedirect = false, UseCookies = false }) { Timeout = MaxWait };

    /// <summary>For the gateway itself.</summary>
    public static HttpClient CreateGateway(Uri address) => GatewayHttpClient.Create(address, MaxWait);
}
