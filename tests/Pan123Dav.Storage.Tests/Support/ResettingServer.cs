using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Takes each connection and resets it at once.</summary>
internal sealed class ResettingServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _running;

    public ResettingServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _running = Task.Run(Run);
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _running;
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                using var one = _listener.Accept();
                one.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the listener.
        }
    }
}
