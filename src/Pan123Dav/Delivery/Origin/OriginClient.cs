using System.Net;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Delivery.Origin;

/// <summary>
/// The connections to content hosts. Nothing is followed, decoded, stored or added on its own. To this machine or its neighbours a request goes only
/// where its own tree names the host and port, or where it is the host of the interface that the owner configured for the mount.
/// </summary>
internal sealed class OriginClient : IDisposable
{
    private static readonly HttpRequestOptionsKey<EntryTable> TreeKey = new("tree");

    // In KiB: a larger header is no header of a file.
    private const int MaxHeaders = 64;

    public OriginClient(OriginTimeouts timeouts) => Invoker = new HttpMessageInvoker(new ResetRetryHandler(new GuardedHandler(
        () => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = timeouts.Connect,
            MaxResponseHeadersLength = MaxHeaders,
            ResponseHeaderEncodingSelector = LocationHeader.SelectEncoding,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            MaxResponseDrainSize = 64 * 1024,
        },
        IsNamed)));

    /// <summary>Sends requests that <see cref="Prepare"/> has seen.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Gives a request its address and the only headers that go out with every request.</summary>
    /// <param name="request">A new one.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="tree">The tree that led there.</param>
    /// <param name="link">What the content host wants to see besides; the default for nothing.</param>
    public static void Prepare(HttpRequestMessage request, Uri address, EntryTable tree, in SignedLink link = default)
    {
        request.RequestUri = address;
        request.Options.Set(TreeKey, tree);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (link.Referer is { } referer)
        {
            request.Headers.TryAddWithoutValidation("Referer", referer);
        }

        if (link.Authorization?.GetHeader(address) is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }
    }

    public void Dispose() => Invoker.Dispose();

    private static bool IsNamed(HttpRequestMessage request) =>
        request.Options.TryGetValue(TreeKey, out var tree) && request.RequestUri is { IdnHost: var host, Port: var port }
            && (tree.NamesOrigin(host, port) || IsHome(tree, host));

    // A storage that asks for its links has none in its tree; what leads into the owner's network must be the host that the owner wrote.
    private static bool IsHome(EntryTable tree, string host) =>
        tree.Root.Mount?.Remote is { BaseUrl: var baseUrl } && string.Equals(baseUrl.IdnHost, host, StringComparison.OrdinalIgnoreCase);
}
