using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Pan123Dav.Data;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>How many requests each user may send. A user whose limit stays the same does not get a full bucket by a reload.</summary>
internal sealed class UserRequestLimits
{
    private const string Topic = "requests";

    // A thousand a second.
    private const int FreeReadsPerMinute = 60_000;

    // What is older is refilled by now, or told by a gateway before this one started.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private readonly IOptionsMonitor<BudgetOptions> _options;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly IGatewayEvents? _events;
    private readonly ConcurrentDictionary<string, RequestLimit> _freeReads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RequestLimit> _byUser = new(StringComparer.Ordinal);

    private long _told;

    public UserRequestLimits(IOptionsMonitor<BudgetOptions> options, GatewayMetrics metrics, TimeProvider timeProvider, IGatewayEvents? events = null)
    {
        (_options, _metrics, _timeProvider, _events) = (options, metrics, timeProvider, events);
        _told = timeProvider.GetTimestamp();
        events?.Subscribe(Topic, Hear);
        events?.OnExchanging(Publish);
    }

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
            : GetLimit(_byUser, user, GetPerMinute(user));
        if (limit.TryAcquire(out wait))
        {
            if (_events is not null)
            {
                limit.CountUntold();
            }

            return true;
        }

        _metrics.CountRefusal("requests");
        return false;
    }

    private int GetPerMinute(string user) => _options.CurrentValue.GetLimits(user).RequestsPerMinute ?? UserBudgetOptions.DefaultRequestsPerMinute;

    private void Publish()
    {
        // What was counted while nobody could be told is refilled by now.
        var isOld = _timeProvider.GetElapsedTime(_told) >= MaxAge;
        _told = _timeProvider.GetTimestamp();
        foreach (var (isFree, limits) in new[] { (0, _byUser), (1, _freeReads) })
        {
            foreach (var (user, limit) in limits)
            {
                if (limit.TakeUntold() is > 0 and var requests && !isOld)
                {
                    _events!.Publish(Topic, FormattableString.Invariant($"{isFree} {requests} {user}"));
                }
            }
        }
    }

    private void Hear(GatewayEvent heard)
    {
        var words = heard.Text.Split(' ', 3);
        if (!heard.IsOwn && heard.Age < MaxAge)
        {
            var limit = words[0] == "1" ? GetLimit(_freeReads, words[2], FreeReadsPerMinute) : GetLimit(_byUser, words[2], GetPerMinute(words[2]));
            limit.TakeOthers(int.Parse(words[1], CultureInfo.InvariantCulture));
        }
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
