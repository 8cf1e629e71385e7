using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>How many requests each user may send. A user whose limit stays the same does not get a full bucket by a reload.</summary>
internal sealed class UserRequestLimits(IOptionsMonitor<BudgetOptions> options, GatewayMetrics metrics)
{
    // A thousand a second.
    private const int FreeReadsPerMinute = 60_000;

    private readonly ConcurrentDictionary<string, RequestLimit> _freeReads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RequestLimit> _byUser = new(StringComparer.Ordinal);

    /// <summary>Middleware that answers 429 to users who ask too often. What needs no sign-in (OPTIONS, health) is not counted.</summary>
    /// <param name="next">What answers the rest.</param>
    /// <param name="userOf">Who sent a request, the name of a configured user; null for nobody.</param>
    public RequestDelegate Guard(RequestDelegate next, Func<HttpContext, string?> userOf) => context =>
        userOf(context) is { } user
        && context.GetEndpoint()?.Metadata is var metadata
        && metadata?.GetMetadata<IAllowAnonymous>() is null && metadata?.GetMetadata<OwnRequestLimit>() is null
        && !TryAcquire(user, isFreeRead: false, out var wait)
            ? RefuseAsync(context.Response, wait)
            : next(context);

    /// <summary>Counts a request.</summary>
    /// <param name="user">The name of a configured user.</param>
    /// <param name="isFreeRead">It is answered from memory and costs nothing: those have a limit of their own, which
    /// a tool that walks a library with 50 workers does not meet.</param>
    /// <param name="wait">When there are too many: how long until one more may be sent.</param>
    public bool TryAcquire(string user, bool isFreeRead, out TimeSpan wait)
    {
        var limit = isFreeRead
            ? GetLimit(_freeReads, user, FreeReadsPerMinute)
            : GetLimit(_byUser, user, options.CurrentValue.GetLimits(user).RequestsPerMinute ?? UserBudgetOptions.DefaultRequestsPerMinute);
        if (limit.TryAcquire(out wait))
        {
            return true;
        }

        metrics.CountRefusal("requests");
        return false;
    }

    private static RequestLimit GetLimit(ConcurrentDictionary<string, RequestLimit> limits, string user, int perMinute) =>
        limits.TryGetValue(user, out var limit) && limit.PerMinute == perMinute
            ? limit
            : limits.AddOrUpdate(
                user,
                static (_, wanted) => new RequestLimit(wanted),
                static (_, old, wanted) => old.PerMinute == wanted ? old : new RequestLimit(wanted),
                perMinute);

    private static Task RefuseAsync(HttpResponse response, TimeSpan wait) =>
        TooManyRequests.WriteAsync(response, wait, "You ask too often. Wait, and go on more slowly.");
}
