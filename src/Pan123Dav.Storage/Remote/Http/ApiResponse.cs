using System.Net;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>An answer as it came, its body read to the end.</summary>
/// <param name="Status">Any.</param>
/// <param name="Location">Where a redirect leads, as it stands in the header; null when there is none.</param>
/// <param name="RetryAfter">How long to wait, where it says so.</param>
/// <param name="Body">Without a byte order mark.</param>
internal sealed record ApiResponse(HttpStatusCode Status, string? Location, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it is what was looked for itself, of which nothing was read.</summary>
    public bool IsContent { get; init; }

    /// <summary>Whether it is a page for people instead of an answer for programs.</summary>
    public bool IsHtml => Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Body.Span.TrimStart(" \t\r\n"u8).IsEmpty;

    /// <summary>Whether it sends elsewhere.</summary>
    public bool IsRedirect => Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Nothing of what came.</summary>
    public override string ToString() => $"{(int)Status}";
}
