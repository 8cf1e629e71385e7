using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage.Connections;

/// <summary>
/// Sends requests to public addresses, and into this machine or its network only those whose host the owner has named.
/// Told by the address when the connection is made, so that no DNS answer in between changes it. Connections that lead
/// inside are kept apart: a request that may not open one may not use one either.
/// </summary>
public sealed class GuardedHandler : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, bool> _mayBeInner;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpMessageInvoker _outer;
    private readonly HttpMessageInvoker _inner;

    // Where it was seen that a named host is inside, so that it is not tried outside again. No more than the owner names.
    private ImmutableHashSet<(string Host, int Port)> _inside = [];

    /// <param name="create">Makes a handler with what else it needs. Called twice.</param>
    /// <param name="mayBeInner">Whether the owner has named the host that a request goes to. Asked only where it matters.</param>
    public GuardedHandler(Func<SocketsHttpHandler> create, Func<HttpRequestMessage, bool> mayBeInner)
        : this(create, mayBeInner, Dns.GetHostAddressesAsync)
    {
    }

    internal GuardedHandler(
        Func<SocketsHttpHandler> create, Func<HttpRequestMessage, bool> mayBeInner, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _mayBeInner = mayBeInner;
        _resolve = resolve;
        _outer = Create(create, ConnectOutsideAsync);
        _inner = Create(create, ConnectAnywhereAsync);
    }

    /// <inheritdoc/>
    /// <exception cref="AddressRefusedException">It leads inside, and may not.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var place = (request.RequestUri!.IdnHost, request.RequestUri.Port);
        if (_inside.Count > 0 && _inside.Contains(place) && _mayBeInner(request))
        {
            return await _inner.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await _outer.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (AddressRefusedException.IsReasonOf(exception))
        {
            if (!_mayBeInner(request))
            {
                throw new AddressRefusedException();
            }
        }

        // Nothing of it was sent.
        ImmutableInterlocked.Update(ref _inside, static (known, one) => known.Add(one), place);
        return await _inner.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _outer.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpMessageInvoker Create(Func<SocketsHttpHandler> create, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect)
    {
        var handler = create();
        handler.ConnectCallback = connect;

        // Each would lead elsewhere than the request was looked at for, or tell it what is nobody's business there.
        handler.AllowAutoRedirect = false;
        handler.UseProxy = false;
        handler.UseCookies = false;
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
        return new HttpMessageInvoker(handler);
    }

    private async ValueTask<Stream> ConnectOutsideAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await _resolve(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        var outside = Array.FindAll(addresses, InternetAddresses.IsPublic);
        return outside.Length < addresses.Length && (outside.Length == 0 || _mayBeInner(context.InitialRequestMessage))
            ? throw new AddressRefusedException()
            : await OpenAsync(outside, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Stream> ConnectAnywhereAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) => await OpenAsync(
        await _resolve(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false), context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken) =>
        new NetworkStream(await AddressRace.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false), ownsSocket: true);
}
