using System.Net.Sockets;

namespace Pan123Dav.Delivery.Origin;

/// <summary>
/// Sends a request once more whose connection was reset before a byte of the answer came: as a rule one that was kept for the next request, and that a
/// balancer or router in between has forgotten. The handler itself does so only where it was closed in order.
/// </summary>
internal sealed class ResetRetryHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (
            request.Content is null && e.InnerException is IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } })
        {
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
