namespace Pan123Dav.WebDav;

/// <summary>What a streamed answer turned out to be, for whoever reports on the request. Set as a feature by that one, filled by the handlers.</summary>
internal sealed class ResponseSummary
{
    /// <summary>How many bytes of body were sent.</summary>
    public long Bytes { get; set; }
}
