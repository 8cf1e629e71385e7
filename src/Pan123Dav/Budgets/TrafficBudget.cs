using System.Net;
using Pan123Dav.Logging;
using Pan123Dav.Metrics;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>
/// Counts links and bytes for each user and for the gateway, and refuses what goes beyond the day's limits.
/// A link is let through while anything is left, so a day's last one may go beyond the limit, and no other.
/// </summary>
internal sealed class TrafficBudget(
    Func<BudgetOptions> options, UsageLedger ledger, GatewayMetrics metrics, TimeProvider timeProvider, ILogger<TrafficBudget> logger) : ILinkBudget
{
    private const int LongestPath = 1024;

    // Until the link is made nobody knows how long it lives.
    private static readonly TimeSpan Making = TimeSpan.FromMinutes(1);

    private readonly PaidFiles _paid = new(PaidFiles.Usual);

    public LinkCharge Charge(in LinkOrder order)
    {
        var now = timeProvider.GetUtcNow();
        var day = ledger.At(now);
        var user = day.Of(order.User);
        var limits = options();
        Span<ByteInterval> room = stackalloc ByteInterval[RangeHeader.MostRanges];
        var asked = room[..RangeHeader.Read(order.Range, order.Size, room)];
        var file = FileOf(order, now.UtcTicks);
        lock (file.Gate)
        {
            var bytes = file.Ranges.Cost(asked, order.Size ?? limits.UnknownSizeBytes);
            var links = file.HasLink ? 0 : 1;
            var spent = Take(day, user, limits, links, bytes);
            if (spent == SpentBudget.None)
            {
                file.Ranges.Add(asked, bytes);
                if (!file.HasLink)
                {
                    file.HasLink = true;
                    file.Expires = (now + Making).UtcTicks;
                    _paid.Keep(file, now.UtcTicks);
                }

                return LinkCharge.Granted(file, day, user, links, bytes);
            }

            if (!file.HasLink)
            {
                _paid.Forget(file);
            }

            user.Counter.Refuse();
            day.Gateway.Refuse();
            metrics.Refuse(spent);
            return LinkCharge.Refused(spent, TimeSpan.FromTicks(TimeSpan.TicksPerDay - (now.UtcTicks % TimeSpan.TicksPerDay)));
        }
    }

    public void Settle(in LinkCharge charge, in LinkOrder order, DateTimeOffset expires, string directLink)
    {
        if (charge.Links > 0 && charge.File is { } file)
        {
            file.Expires = expires.UtcTicks;
        }

        if (charge.IsPaid)
        {
            CountFile(charge, order, directLink);
        }

        metrics.CountLink(charge.Links, charge.Bytes);
        if (logger.IsEnabled(LogLevel.Information))
        {
            Log.LinkMade(logger, order.User, order.Address, EscapedText.Of(order.Path.ToString(), LongestPath), order.Size, charge.Bytes);
        }
    }

    public void Identify(StoragePath path, string directLink)
    {
        foreach (var day in ledger.Days)
        {
            day.Files.Identify(path, directLink);
        }
    }

    public void Return(in LinkCharge charge)
    {
        if (charge is { File: { } file, User: { } user, Day: { } day })
        {
            // What was paid before for this file is forgotten with it, and counted again: rather too much than too little.
            _paid.Forget(file);
            GiveBack(user.Counter, charge.Links, charge.Bytes);
            GiveBack(day.Gateway, charge.Links, charge.Bytes);
        }
    }

    private static void CountFile(in LinkCharge charge, in LinkOrder order, string directLink)
    {
        if (charge is not { File: { } file, Day: { } day })
        {
            return;
        }

        if (file.Counted is not { } counted || counted.Date != day.Date)
        {
            file.Counted = counted = day.Files.Of(order.Path);
        }

        if (directLink.Length > 0 && counted.LacksLink)
        {
            counted.Identify(directLink);
        }

        day.Files.Count(counted, charge.Links, charge.Bytes);
    }

    private PaidFile FileOf(in LinkOrder order, long now)
    {
        var key = new PaidFileKey(order.User, order.Address ?? IPAddress.None, order.Fingerprint, order.Path.GetHashCode());
        var file = _paid.GetOrAdd(key);
        if (file.Expires > now)
        {
            return file;
        }

        _paid.Forget(file);
        return _paid.GetOrAdd(key);
    }

    private SpentBudget Take(UsageDay day, UserDay user, BudgetOptions options, int links, long bytes)
    {
        var limits = options.LimitsOf(user.User);
        if (!user.Counter.TryTake(BudgetUnit.Links, links, limits.DailyLinks))
        {
            return SpentBudget.UserLinks;
        }

        if (!user.Counter.TryTake(BudgetUnit.Bytes, bytes, limits.DailyBytes))
        {
            GiveBack(user.Counter, links, 0);
            return SpentBudget.UserBytes;
        }

        if (!day.Gateway.TryTake(BudgetUnit.Links, links, options.DailyLinks))
        {
            GiveBack(user.Counter, links, bytes);
            return SpentBudget.GatewayLinks;
        }

        if (!day.Gateway.TryTake(BudgetUnit.Bytes, bytes, options.DailyBytes))
        {
            GiveBack(user.Counter, links, bytes);
            GiveBack(day.Gateway, links, 0);
            return SpentBudget.GatewayBytes;
        }

        Tell(user.Counter, user.User, BudgetUnit.Links, limits.DailyLinks);
        Tell(user.Counter, user.User, BudgetUnit.Bytes, limits.DailyBytes);
        Tell(day.Gateway, null, BudgetUnit.Links, options.DailyLinks);
        Tell(day.Gateway, null, BudgetUnit.Bytes, options.DailyBytes);
        return SpentBudget.None;
    }

    private static void GiveBack(UsageCounter counter, int links, long bytes)
    {
        counter.GiveBack(BudgetUnit.Links, links);
        counter.GiveBack(BudgetUnit.Bytes, bytes);
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
