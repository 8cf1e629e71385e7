using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pan123Dav.Tests.Support;

/// <summary>Sends the same bytes to every request, and closes.</summary>
internal sealed class OneAnswerHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OneAnswerHost(string answer)
    {
        _listener.Start();
        _ = ServeAsync(Encoding.Latin1.GetBytes(answer));
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await connection.GetStream().ReadAtLeastAsync(new byte[4096], 1);
                await connection.GetStream().WriteAsync(answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
