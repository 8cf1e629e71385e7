namespace Pan123Dav.Http;

/// <summary>What a handler tells of a body whose length no header tells, as a feature of the request: streamed multistatuses and proxied bytes.</summary>
public sealed class ResponseSummary
{
    /// <summary>Bytes of the body written so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Counts <paramref name="bytes"/> more of the body.</summary>
    public static void AddBytes(HttpContext context, long bytes)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<ResponseSummary>() is not { } summary)
        {
            context.Features.Set(summary = new ResponseSummary());
        }

        summary.Bytes += bytes;
    }
}
