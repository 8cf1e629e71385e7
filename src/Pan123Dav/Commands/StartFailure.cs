using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Pan123Dav.Network;

namespace Pan123Dav.Commands;

/// <summary>Why a configured gateway did not come to listen, in one line.</summary>
/// <param name="Code">Kind of the failure.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="IsConfiguration">Whether another start changes nothing until the configuration is another one.</param>
internal sealed record StartFailure(string Code, string Message, bool IsConfiguration)
{
    private const string Another = "Stop that one, or write another port, such as --urls http://127.0.0.1:5001";

    /// <summary>Describes what starting the host threw.</summary>
    /// <param name="exception">As the host threw it.</param>
    /// <param name="configuration">Says where to listen.</param>
    public static StartFailure Describe(Exception exception, IConfiguration configuration)
    {
        if (exception is AggregateException { InnerException: { } first })
        {
            return Describe(first, configuration);
        }

        var addresses = ListenAddress.All(configuration);
        var where = addresses.Count == 0 ? "http://localhost:5000" : string.Join(", ", addresses);
        return exception switch
        {
            IOException { InnerException: AddressInUseException or AggregateException { InnerException: AddressInUseException } } =>
                InUse(Named(exception.Message) ?? where),
            SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or AddressInUseException => InUse(where),
            SocketException when addresses.Any(address => address.Contains("//unix:", StringComparison.OrdinalIgnoreCase)) => CannotListen(
                where, "the socket's folder must be there and writable for the user the gateway runs as, and no program may use the socket"),
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => CannotListen(
                where, "it is no address of this machine. Write one of its own, or * for every network, such as --urls http://*:5000"),
            SocketException { SocketErrorCode: SocketError.AccessDenied } => CannotListen(
                where, "this user may not. Ports below 1024 need a right of their own (CAP_NET_BIND_SERVICE), others do not: write a higher one"),
            SocketException { SocketErrorCode: SocketError.InvalidArgument } when addresses.Any(IsLinkLocal) => CannotListen(
                where, "an address that begins with fe80 belongs to one network interface, which must be named: write it as http://[fe80::1%eth0]:5000"),
            SocketException socket => CannotListen(where, $"{socket.SocketErrorCode}. {Another}"),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => new(
                "file", $"{FirstLine(exception).TrimEnd('.')}. Correct the path, such as that of a certificate under Kestrel, or who may read it", true),
            IOException io => new("address", FirstLine(io), false),
            InvalidOperationException or CryptographicException when IsAboutCertificate(exception, addresses) => new(
                "certificate",
                "https needs a certificate that can be read: write its files as Kestrel:Certificates:Default:Path and :KeyPath (PEM), "
                + "or :Path and :Password (PFX); or listen on http:// and let a reverse proxy do https",
                true),
            InvalidOperationException or FormatException or NotSupportedException => new("configuration", FirstLine(exception), true),
            _ => new("start", $"{FirstLine(exception)} ({exception.GetType().Name})", false),
        };
    }

    private static bool IsLinkLocal(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host, out var host) && host.IsIPv6LinkLocal;

    private static StartFailure InUse(string address) =>
        new("address", $"{address} is in use: another program listens there, perhaps another gateway. {Another}", false);

    private static StartFailure CannotListen(string address, string why) => new("address", $"{address} cannot be listened on: {why}", false);

    /// <summary>Which of several addresses Kestrel means: "Failed to bind to address http://127.0.0.1:5000: address already in use."</summary>
    private static string? Named(string message)
    {
        const string before = "address ";
        const string after = ": address";
        var begin = message.IndexOf(before, StringComparison.Ordinal);
        var end = message.LastIndexOf(after, StringComparison.Ordinal);
        return begin >= 0 && end > begin + before.Length ? message[(begin + before.Length)..end] : null;
    }

    private static bool IsAboutCertificate(Exception exception, IReadOnlyList<string> addresses) => exception is CryptographicException
        || exception.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            && addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    private static string FirstLine(Exception exception) => exception.Message.Split('\n', 2)[0].TrimEnd();
}
