namespace Pan123Dav.Http;

/// <summary>A refusal: the status it gets, and what the <c>DAV:error</c> body says (RFC 4918 section 16).</summary>
/// <param name="status">A 4xx status, or 502 or 504 when the content behind a resource cannot be had.</param>
/// <param name="message">What the client should do instead; shown to it, so nothing of the server's.</param>
/// <param name="precondition">The local name of a precondition element in the <c>DAV:</c> namespace, if RFC 4918 has one.</param>
internal sealed class DavException(int status, string message, string? precondition = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Precondition { get; } = precondition;

    /// <summary>Headers of the answer beside the usual ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When it is worth asking again; null when the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>One answer for what is absent, hidden and forbidden, so that nobody can tell them apart.</summary>
    public static DavException NotFound() => new(StatusCodes.Status404NotFound, "There is no such resource.");
}
