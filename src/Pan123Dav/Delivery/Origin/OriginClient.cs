using System.Net;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.Origin;

/// <summary>
/// The connections to content hosts. Nothing is followed, decoded, stored or added on its own. A connection to this machine or its neighbours is made only for a
/// host and port that the tree itself names, or the host of the interface that the owner configured for the mount.
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

    private static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) => PublicConnection.OpenAsync(
        context.DnsEndPoint, () => IsNamed(context.InitialRequestMessage, context.DnsEndPoint.Host, context.DnsEndPoint.Port), cancellationToken);

    private static bool IsNamed(HttpRequestMessage request, string host, int port) =>
        request.Options.TryGetValue(TreeKey, out var tree) && (tree.NamesOrigin(host, port) || tree.Root.Mount?.Remote?.IsOwnHost(host) == true);
}
