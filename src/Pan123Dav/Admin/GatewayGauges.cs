using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Logging;

namespace Pan123Dav.Admin;

/// <summary>
/// What is looked up when somebody asks for it: the version, the open streams, the budgets. Of the users only the one whose budget is nearest to its end
/// shows, without the name: as many series as there are users would be a list of them.
/// </summary>
internal sealed class GatewayGauges
{
    /// <summary>The program's version, with the commit where it is known.</summary>
    public static readonly string Version =
        typeof(GatewayGauges).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly IOptionsMonitor<BudgetOptions> _budgets;
    private readonly UsageLedger _ledger;
    private readonly TimeProvider _timeProvider;

    public GatewayGauges(GatewayMetrics metrics, StreamLimiter streams, IOptionsMonitor<BudgetOptions> budgets, UsageLedger ledger, TimeProvider timeProvider)
    {
        (_budgets, _ledger, _timeProvider) = (budgets, ledger, timeProvider);
        var build = new Measurement<long>(1, new KeyValuePair<string, object?>("version", Version));
        var meter = metrics.Meter;
        meter.CreateObservableGauge("pan123dav.build_info", () => build, null, "1, with the program's version.");
        meter.CreateObservableUpDownCounter("pan123dav.open_streams", () => (long)streams.Count, "{stream}", "Files that are passed on at the moment.");
        meter.CreateObservableGauge(
            "pan123dav.budget.limit",
            () => Measure(static budget => budget.Limit),
            null,
            "What may be spent on this UTC day; of users that of the one who is nearest to it.");
        meter.CreateObservableGauge(
            "pan123dav.budget.spent", () => Measure(static budget => budget.Spent), null, "What is spent of it.");
    }

    private List<Measurement<long>> Measure(Func<Budget, long?> value) =>
        [.. FindBudgets().Where(budget => value(budget) is not null).Select(budget => new Measurement<long>(
            value(budget)!.Value, new KeyValuePair<string, object?>("scope", budget.Scope), new KeyValuePair<string, object?>("unit", budget.Unit)))];

    private IEnumerable<Budget> FindBudgets()
    {
        var all = _budgets.CurrentValue;
        var day = _ledger.At(_timeProvider.GetUtcNow());
        var gateway = day.Gateway.Value;
        yield return new Budget("gateway", "bytes", all.DailyBytes, gateway.Bytes);
        yield return new Budget("gateway", "links", all.DailyLinks, gateway.Links);

        // Whoever has not spent anything yet has the common limits, or some of their own.
        List<(UserBudgetOptions Limits, UsageTotals Spent)> users =
        [
            .. day.Users.Select(user => (all.GetLimits(user.User), user.Counter.Value)),
            (all.PerUser, default),
            .. all.OfUsers.Values.Select(static limits => (limits, default(UsageTotals))),
        ];
        if (FindNearest("bytes", users.Select(static user => (user.Limits.DailyBytes, user.Spent.Bytes))) is { } bytes)
        {
            yield return bytes;
        }

        if (FindNearest("links", users.Select(static user => (user.Limits.DailyLinks, user.Spent.Links))) is { } links)
        {
            yield return links;
        }
    }

    private static Budget? FindNearest(string unit, IEnumerable<(long? Limit, long Spent)> users) => users
        .Where(static user => user.Limit is not null)
        .OrderByDescending(static user => user.Limit == 0 ? double.PositiveInfinity : (double)user.Spent / user.Limit!.Value)
        .Select(user => new Budget("user", unit, user.Limit, user.Spent))
        .FirstOrDefault();

    private sealed record Budget(string Scope, string Unit, long? Limit, long Spent);
}
