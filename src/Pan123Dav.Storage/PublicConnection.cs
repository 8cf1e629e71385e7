using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage;

/// <summary>
/// Connections for requests whose address somebody else chose. This machine and its neighbours are out of reach: the addresses are looked at when the connection is
/// made, and it is made to one of those, so that no DNS answer in between changes it.
/// </summary>
public static class PublicConnection
{
    /// <summary>Connects.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="isNamedByOwner">Whether the owner wrote this host down, so that it may be a neighbour; asked only when it is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PrivateAddressException">The host has no public address, and the owner did not name it.</exception>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint endPoint, Func<bool> isNamedByOwner, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken).ConfigureAwait(false);
        if (!Array.TrueForAll(addresses, PublicAddress.IsPublic) && !isNamedByOwner())
        {
            addresses = Array.FindAll(addresses, PublicAddress.IsPublic);
            if (addresses.Length == 0)
            {
                throw new PrivateAddressException();
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
