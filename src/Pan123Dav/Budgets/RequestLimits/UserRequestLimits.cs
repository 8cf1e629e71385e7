using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>How many requests each user may send. A user whose limit stays the same does not get a full bucket by a reload.</summary>
internal sealed class UserRequestLimits(IOptionsMonitor<BudgetOptions> options, GatewayMetrics metrics)
{
    private readonly ConcurrentDictionary<string, RequestLimit> _byUser = new(StringComparer.Ordinal);

    /// <summary>Middleware that answers 429 to users who ask too often. What needs no sign-in (OPTIONS, health) is not counted.</summary>
    /// <param name="next">What answers the rest.</param>
    /// <param name="userOf">Who sent a request, the name of a configured user; null for nobody.</param>
    public RequestDelegate Guard(RequestDelegate next, Func<HttpContext, string?> userOf) => context =>
        userOf(context) is { } user
        && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && !GetLimit(user).TryAcquire(out var wait)
            ? RefuseAsync(context.Response, wait)
            : next(context);

    private RequestLimit GetLimit(string user)
    {
        var perMinute = options.CurrentValue.GetLimits(user).RequestsPerMinute ?? UserBudgetOptions.DefaultRequestsPerMinute;
        return _byUser.TryGetValue(user, out var limit) && limit.PerMinute == perMinute
            ? limit
            : _byUser.AddOrUpdate(
                user,
                static (_, wanted) => new RequestLimit(wanted),
                static (_, old, wanted) => old.PerMinute == wanted ? old : new RequestLimit(wanted),
                perMinute);
    }

    private Task RefuseAsync(HttpResponse response, TimeSpan wait)
    {
        metrics.CountRefusal("requests");
        return TooManyRequests.WriteAsync(response, wait, "You ask too often. Wait, and go on more slowly.");
    }
}
