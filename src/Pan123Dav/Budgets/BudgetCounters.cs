using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets;

/// <summary>
/// The counters of a user and of the gateway as one: something is taken from all of them or from none. Each lets through who asks while
/// anything is left, so the last one of a day may go beyond the limit, and no other.
/// </summary>
internal sealed class BudgetCounters(IOptionsMonitor<BudgetOptions> options, GatewayMetrics metrics, ILogger<TrafficBudget> logger)
{
    /// <summary>Takes links and bytes.</summary>
    /// <param name="day">The day they are counted on.</param>
    /// <param name="user">The user's part of it.</param>
    /// <param name="links">Where it is none, the budgets of links are not looked at.</param>
    /// <param name="bytes">Where it is none, the budgets of bytes are not looked at.</param>
    /// <param name="isLast">Whether one of the limits is reached by this.</param>
    /// <returns>The budget that has nothing left, and then nothing was taken; or none.</returns>
    public SpentBudget Take(DailyUsage day, UserUsage user, int links, long bytes, out bool isLast)
    {
        var all = options.CurrentValue;
        var limits = all.GetLimits(user.User);
        isLast = false;
        if (links > 0 && bytes == 0 && (all.DailyBytes is not null || limits.DailyBytes is not null)
            && FindSpentBytes(day, user, all, limits) is var spent and not SpentBudget.None)
        {
            return spent;
        }

        if (!user.Counter.TryTake(BudgetUnit.Links, links, limits.DailyLinks))
        {
            return SpentBudget.UserLinks;
        }

        if (!user.Counter.TryTake(BudgetUnit.Bytes, bytes, limits.DailyBytes, out var isUsersLast))
        {
            GiveBack(user.Counter, links, 0);
            return SpentBudget.UserBytes;
        }

        if (!day.Gateway.TryTake(BudgetUnit.Links, links, all.DailyLinks))
        {
            GiveBack(user.Counter, links, bytes);
            return SpentBudget.GatewayLinks;
        }

        if (!day.Gateway.TryTake(BudgetUnit.Bytes, bytes, all.DailyBytes, out var isGatewaysLast))
        {
            GiveBack(user.Counter, links, bytes);
            GiveBack(day.Gateway, links, 0);
            return SpentBudget.GatewayBytes;
        }

        isLast = isUsersLast || isGatewaysLast;
        Tell(day, user, all, limits);
        return SpentBudget.None;
    }

    /// <summary>Tells the owner, once a day for each, of budgets that are nearly spent.</summary>
    public void Tell(DailyUsage day, UserUsage user)
    {
        var all = options.CurrentValue;
        Tell(day, user, all, all.GetLimits(user.User));
    }

    /// <summary>Whether one of the budgets of bytes has nothing left even without <paramref name="own"/>.</summary>
    public bool IsSpentByOthers(DailyUsage day, string user, FileCharge? own)
    {
        var all = options.CurrentValue;
        var userLimit = all.GetLimits(user).DailyBytes;
        if (userLimit is null && all.DailyBytes is null)
        {
            return false;
        }

        var charged = own?.GetBytes(day.Date) ?? 0;
        return (userLimit is { } ofUser && day.GetUser(user).Counter.Value.Bytes - charged >= ofUser)
            || (all.DailyBytes is { } ofGateway && day.Gateway.Value.Bytes - charged >= ofGateway);
    }

    /// <summary>Counts bytes that were spent already, whatever the limits.</summary>
    public static void Add(DailyUsage day, UserUsage user, long bytes)
    {
        user.Counter.TryTake(BudgetUnit.Bytes, bytes, null);
        day.Gateway.TryTake(BudgetUnit.Bytes, bytes, null);
    }

    /// <summary>Gives back what was taken.</summary>
    public static void GiveBack(DailyUsage day, UserUsage user, int links, long bytes)
    {
        GiveBack(user.Counter, links, bytes);
        GiveBack(day.Gateway, links, bytes);
    }

    /// <summary>Counts a refusal.</summary>
    public void Refuse(DailyUsage day, UserUsage user, SpentBudget spent)
    {
        user.Counter.Refuse();
        day.Gateway.Refuse();
        metrics.CountRefusal(spent.GetReason());
    }

    // A link that costs no byte is none for who has no byte left.
    private static SpentBudget FindSpentBytes(DailyUsage day, UserUsage user, BudgetOptions all, UserBudgetOptions limits) =>
        user.Counter.Value.Bytes >= limits.DailyBytes ? SpentBudget.UserBytes
        : day.Gateway.Value.Bytes >= all.DailyBytes ? SpentBudget.GatewayBytes
        : SpentBudget.None;

    private static void GiveBack(UsageCounter counter, int links, long bytes)
    {
        counter.GiveBack(BudgetUnit.Links, links);
        counter.GiveBack(BudgetUnit.Bytes, bytes);
    }

    private void Tell(DailyUsage day, UserUsage user, BudgetOptions all, UserBudgetOptions limits)
    {
        Tell(user.Counter, user.User, BudgetUnit.Links, limits.DailyLinks);
        Tell(user.Counter, user.User, BudgetUnit.Bytes, limits.DailyBytes);
        Tell(day.Gateway, null, BudgetUnit.Links, all.DailyLinks);
        Tell(day.Gateway, null, BudgetUnit.Bytes, all.DailyBytes);
    }

    private void Tell(UsageCounter counter, string? user, BudgetUnit unit, long? limit)
    {
        if (limit is not { } most)
        {
            return;
        }

        var name = unit == BudgetUnit.Links ? "links" : "bytes";
        switch (counter.Milestone(unit, most), user)
        {
            case (80, null):
                Log.GatewayBudgetNearlySpent(logger, most, name);
                break;
            case (100, null):
                Log.GatewayBudgetSpent(logger, most, name);
                break;
            case (80, not null):
                Log.UserBudgetNearlySpent(logger, most, name, user);
                break;
            case (100, not null):
                Log.UserBudgetSpent(logger, most, name, user);
                break;
        }
    }
}
