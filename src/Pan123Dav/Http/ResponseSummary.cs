using System.Net;

namespace Pan123Dav.Http;

/// <summary>
/// What a handler tells the log of its answer and no header tells, as a feature of the request: bytes of streamed multistatuses and of what is passed on,
/// and the link that was made for the request.
/// </summary>
public sealed class ResponseSummary
{
    /// <summary>Bytes of the body written so far; null when nobody told.</summary>
    public long? Bytes { get; private set; }

    /// <summary>The link that was made for the request; null for none.</summary>
    public IssuedLink? Link { get; set; }

    /// <summary>The request's own.</summary>
    public static ResponseSummary Get(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<ResponseSummary>() is not { } summary)
        {
            context.Features.Set(summary = new ResponseSummary());
        }

        return summary;
    }

    /// <summary>Counts <paramref name="bytes"/> more of the body.</summary>
    public static void AddBytes(HttpContext context, long bytes)
    {
        var summary = Get(context);
        summary.Bytes = bytes + (summary.Bytes ?? 0);
    }
}

/// <summary>A link that was handed out, or whose bytes were passed on, as the log tells of it: never the link.</summary>
/// <param name="Address">Who asked; null when it came over no network.</param>
/// <param name="Size">Of the file; null when nobody knows it.</param>
/// <param name="CountedBytes">What the budgets counted; 0 for what was paid for.</param>
public sealed record IssuedLink(IPAddress? Address, long? Size, long CountedBytes);
