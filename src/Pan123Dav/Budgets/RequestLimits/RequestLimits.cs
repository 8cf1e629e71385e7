using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>The request limits of all users as of now.</summary>
internal sealed class RequestLimits(GatewayMetrics metrics)
{
    private volatile FrozenDictionary<string, RequestLimit> _byUser = FrozenDictionary<string, RequestLimit>.Empty;

    /// <summary>From the next request on these are the limits. A user whose limit stays the same does not get a full bucket by it.</summary>
    public void Use(IEnumerable<KeyValuePair<string, int>> perMinute)
    {
        var old = _byUser;
        _byUser = perMinute.ToFrozenDictionary(
            user => user.Key,
            user => old.TryGetValue(user.Key, out var limit) && limit.PerMinute == user.Value ? limit : new RequestLimit(user.Value),
            StringComparer.Ordinal);
    }

    /// <summary>Middleware that answers 429 to users who ask too often. What needs no sign-in (OPTIONS, health) is not counted.</summary>
    /// <param name="next">What answers the rest.</param>
    /// <param name="userOf">Who sent a request; null for nobody.</param>
    public RequestDelegate Guard(RequestDelegate next, Func<HttpContext, string?> userOf) => context =>
        userOf(context) is { } user
        && _byUser.TryGetValue(user, out var limit)
        && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && !limit.TryAcquire(out var wait)
            ? RefuseAsync(context.Response, wait)
            : next(context);

    private Task RefuseAsync(HttpResponse response, TimeSpan wait)
    {
        metrics.CountRefusal("requests");
        return TooManyRequests.WriteAsync(response, wait, "You ask too often. Wait, and go on more slowly.");
    }
}
