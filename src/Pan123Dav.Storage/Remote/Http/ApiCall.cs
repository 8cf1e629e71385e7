using System.Text.Json.Serialization.Metadata;
using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>One call of an interface of 123's: how it is asked and what its answer is read as.</summary>
/// <typeparam name="T">What <c>data</c> of the answer holds.</typeparam>
/// <param name="Name">The endpoint, for messages.</param>
/// <param name="Pace">The endpoint's.</param>
/// <param name="CreateRequest">Makes the request, anew for each attempt: signatures and tokens age.</param>
/// <param name="Data">Reads <c>data</c>.</param>
internal sealed record ApiCall<T>(string Name, EndpointRateLimiter Pace, Func<HttpRequestMessage> CreateRequest, JsonTypeInfo<T> Data)
{
    /// <summary>The <c>code</c> of an answer that is good: 0, but for the web interface's sign-in.</summary>
    public long SuccessCode { get; init; }

    /// <summary>The link that it is asked for; null when it is about something else.</summary>
    public PendingLink? Link { get; init; }

    /// <summary>Whether it may be asked again when the answer is lost: not so for a sign-in.</summary>
    public bool IsSafe { get; init; } = true;
}
