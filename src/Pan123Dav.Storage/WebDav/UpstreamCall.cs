using System.Net;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.WebDav;

/// <summary>One request to the upstream server, with credentials.</summary>
/// <typeparam name="T">What is made of the answer.</typeparam>
/// <param name="Name">For messages.</param>
/// <param name="Address">Where it goes first.</param>
/// <param name="Pace">Its kind's.</param>
/// <param name="CreateRequest">Makes the request to an address, anew for each attempt.</param>
/// <param name="Follows">Whether a redirect of that status is followed within the server's own domain.</param>
/// <param name="Read">Makes of the answer, and the address that it came from, what it will.</param>
internal sealed record UpstreamCall<T>(
    string Name,
    Uri Address,
    EndpointRateLimiter Pace,
    Func<Uri, HttpRequestMessage> CreateRequest,
    Func<HttpStatusCode, bool> Follows,
    Func<HttpResponseMessage, Uri, CancellationToken, Task<T>> Read)
{
    /// <summary>The link that it is asked for; null when it is about something else.</summary>
    public PendingLink? Link { get; init; }
}
