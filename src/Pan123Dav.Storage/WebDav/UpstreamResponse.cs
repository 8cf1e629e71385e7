namespace Pan123Dav.Storage.WebDav;

/// <summary>What an upstream server says to a GET of a file.</summary>
/// <param name="Address">Where its content is: the address that served it, or where a redirect leads.</param>
/// <param name="IsServed">Whether the server serves it itself.</param>
/// <param name="MaxAge">For how long a redirect may be used again, where it says so.</param>
internal sealed record UpstreamResponse(Uri Address, bool IsServed, TimeSpan? MaxAge = null);
