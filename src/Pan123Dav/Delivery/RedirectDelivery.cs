using System.Globalization;
using Microsoft.Net.Http.Headers;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>
/// 302 to a link signed for this request, with an empty body: the bytes never pass through here. Never 301 or 308, which ffmpeg remembers for ever.
/// </summary>
internal sealed class RedirectDelivery(Func<ClientRules> rules, TimeProvider timeProvider) : IContentDelivery
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task DeliverAsync(HttpContext context, IStorage storage, StorageEntry file)
    {
        var validDuration = rules().ValidDurationFor(context.Request.Headers.UserAgent.ToString());
        var link = await storage.CreateLinkAsync(file, validDuration, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = link.Location;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Pan123Dav-Delivery"] = "redirect";
        response.ContentLength = 0;
        SetLifetime(response.Headers, link.Expires);
    }

    // ffmpeg 5.1 and mpv 0.35 come back without credentials after a seek unless Expires lets them reuse the redirect; max-age alone does not.
    private void SetLifetime(IHeaderDictionary headers, DateTimeOffset linkExpires)
    {
        var now = timeProvider.GetUtcNow();
        var lifetime = linkExpires - Margin - now;
        var seconds = Math.Max(0, (long)lifetime.TotalSeconds);
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={seconds}");
        headers.Expires = HeaderUtilities.FormatDate(now.AddSeconds(seconds));
    }
}
