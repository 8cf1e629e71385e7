using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Commands.Links;

/// <summary>Sends requests to the running gateway in its owner's name.</summary>
internal sealed class OwnerClient(HttpClient client, Uri address, TicketKey key, TimeProvider timeProvider)
{
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Path and query, as they go over the wire.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, target));
        request.Headers.Add(OwnerProof.Header, OwnerProof.Create(key, method.Method, target, timeProvider.GetUtcNow()));
        return await client.SendAsync(request, cancellationToken);
    }
}
