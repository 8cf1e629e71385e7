using System.Net.Sockets;

namespace Pan123Dav.Storage.Connections;

/// <summary>
/// Opens connections for a <see cref="SocketsHttpHandler"/> so that whatever goes wrong is a <see cref="HttpRequestException"/>. .NET 10 asks a new
/// connection for its other end, and lets the <see cref="SocketException"/> out as it is where that has reset it by then.
/// </summary>
public static class TcpConnection
{
    /// <summary>A <see cref="SocketsHttpHandler.ConnectCallback"/> that connects as the handler itself would.</summary>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await ConnectAsync(socket, () => socket.ConnectAsync(context.DnsEndPoint, cancellationToken)).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Connects, and closes the socket where that fails.</summary>
    internal static async ValueTask ConnectAsync(Socket socket, Func<ValueTask> connect)
    {
        try
        {
            await connect().ConfigureAwait(false);

            // Asked once, the socket remembers it.
            _ = socket.RemoteEndPoint;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
