using System.Globalization;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Http;
using Pan123Dav.Links;

namespace Pan123Dav.Delivery;

/// <summary>
/// 302 to a link signed for this request, with an empty body: the bytes never pass through here. Never 301 or 308, which ffmpeg remembers for ever.
/// </summary>
internal sealed class RedirectDelivery(LinkIssuer links, ProxyDelivery proxy, TimeProvider timeProvider) : IContentDelivery
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static volatile CacheControl? _cacheControl;

    public string Name => DeliveryHeader.Redirect;

    public bool SendsContent => false;

    public async Task DeliverAsync(HttpContext context, Representation file, FileRequest request)
    {
        if (await links.CreateAsync(request, context.RequestAborted) is not { } link)
        {
            // It was learnt only now that the storage serves the file itself.
            context.Response.Headers[DeliveryHeader.Name] = proxy.Name;
            await proxy.DeliverAsync(context, file, request);
            return;
        }

        Answer(context.Response, link.Location, link.Expires, timeProvider.GetUtcNow());
    }

    /// <summary>Sends the client to <paramref name="location"/>, for as long as that is good.</summary>
    public static void Answer(HttpResponse response, string location, DateTimeOffset expires, DateTimeOffset now)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = location;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.ContentLength = 0;
        SetLifetime(response.Headers, expires, now);
    }

    // Nearly every link lives as long as the one before.
    private static string GetCacheControl(long seconds)
    {
        var last = _cacheControl;
        if (last?.Seconds != seconds)
        {
            _cacheControl = last = new CacheControl(seconds, string.Create(CultureInfo.InvariantCulture, $"private, max-age={seconds}"));
        }

        return last.Value;
    }

    // ffmpeg 5.1 and mpv 0.35 come back without credentials after a seek unless Expires lets them reuse the redirect; max-age alone does not.
    private static void SetLifetime(IHeaderDictionary headers, DateTimeOffset expires, DateTimeOffset now)
    {
        var lifetime = expires - Margin - now;
        var seconds = Math.Max(0, (long)lifetime.TotalSeconds);
        headers.CacheControl = GetCacheControl(seconds);
        headers.Expires = HttpDateFormat.Format(now.AddSeconds(seconds));
    }

    private sealed record CacheControl(long Seconds, string Value);
}
