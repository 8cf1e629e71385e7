using System.Net;
using System.Net.Sockets;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.Origin;

/// <summary>
/// The connections to content hosts. Nothing is followed, decoded, stored or added on its own. A connection to this machine or its neighbours is made only for a
/// host and port that the tree itself names, or for the host of the interface that the owner configured for the mount: looked at when the connection is made, by the address it is made to, so that no DNS answer in between changes it.
/// </summary>
internal sealed class OriginClient : IDisposable
{
    private static readonly HttpRequestOptionsKey<EntryTable> TreeKey = new("tree");

    // In KiB: a larger header is no header of a file.
    private const int LongestHeaders = 64;

    private readonly SocketsHttpHandler _handler;

    public OriginClient(OriginTimeouts timeouts)
    {
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = timeouts.Connect,
            MaxResponseHeadersLength = LongestHeaders,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            MaxResponseDrainSize = 64 * 1024,
            ConnectCallback = ConnectAsync,
        };
        Invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
    }

    /// <summary>Sends requests that <see cref="Prepare"/> has seen.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Gives a request its address and the only headers that go out with every request.</summary>
    /// <param name="request">A new one.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="tree">The tree that led there.</param>
    /// <param name="referer">What the content host wants to see; null when it does not ask.</param>
    public static void Prepare(HttpRequestMessage request, Uri address, EntryTable tree, string? referer = null)
    {
        request.RequestUri = address;
        request.Options.Set(TreeKey, tree);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (referer is not null)
        {
            request.Headers.TryAddWithoutValidation("Referer", referer);
        }
    }

    public void Dispose()
    {
        Invoker.Dispose();
        _handler.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!Array.TrueForAll(addresses, InternetAddresses.IsPublic) && !IsNamed(context.InitialRequestMessage, host, port))
        {
            addresses = Array.FindAll(addresses, InternetAddresses.IsPublic);
            if (addresses.Length == 0)
            {
                throw new OriginRefusedException("It leads to an address of this machine or its network that the tree does not name.");
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsNamed(HttpRequestMessage request, string host, int port) =>
        request.Options.TryGetValue(TreeKey, out var tree) && (tree.NamesOrigin(host, port) || IsHome(tree, host));

    // A storage that asks for its links has none in its tree; what leads into the owner's network must be the host that the owner wrote.
    private static bool IsHome(EntryTable tree, string host) =>
        tree.Root.Mount?.Remote is { BaseUrl: var baseUrl } && string.Equals(baseUrl.IdnHost, host, StringComparison.OrdinalIgnoreCase);
}
