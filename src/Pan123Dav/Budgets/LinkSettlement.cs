using Pan123Dav.Budgets.Usage;
using Pan123Dav.Logging;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>What becomes of a charge once its link is made: counted by file, and paid for until the link expires.</summary>
internal sealed class LinkSettlement(GatewayMetrics metrics, ISharedBudget? shared)
{
    /// <summary>A link costs a byte of its own: what is passed on beyond it is reserved by the request.</summary>
    public static long OfLink(in LinkReservation charge, LinkUse use) => use == LinkUse.HandedOut ? charge.Bytes : charge.Links;

    /// <summary>One more request waits for a link that is being made. Under the file's lock.</summary>
    public void Wait(ActiveLink file, in LinkReservation charge, in BudgetRequest order, DailyUsage day, UserUsage user)
    {
        if (file.Pending is { } before && before.Day != day)
        {
            // Who waits over midnight is not given back what was yesterday's: rather too much is counted than too little.
            Count(file, before, order.Path, "");
        }

        (file.Pending ??= new PendingCharge(day, user)).Join(day, user, charge.Links, OfLink(charge, order.Use));
    }

    /// <summary>The link was made.</summary>
    public void Settle(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        if (charge is not { File: { } file, Day: { } day })
        {
            return;
        }

        if (order.MayWait)
        {
            SettlePending(file, order, expires, directLink);
            return;
        }

        if (charge.Links > 0)
        {
            file.Expires = expires.UtcTicks;
            shared?.Keep(file.Key, expires);
        }

        var bytes = OfLink(charge, order.Use);
        if (charge.Links > 0 || bytes > 0)
        {
            day.Files.Count(file.CountedOn(day, order.Path, directLink), charge.Links, bytes);
        }

        metrics.CountLink(charge.Links, bytes);
    }

    private void SettlePending(ActiveLink file, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        lock (file.Gate)
        {
            if (file.Pending is not { } pending)
            {
                return;
            }

            if (!file.IsMade)
            {
                (file.IsMade, file.Expires) = (true, expires.UtcTicks);
                shared?.Keep(file.Key, expires);
            }

            Count(file, pending, order.Path, directLink);
            if (pending.Leave())
            {
                file.Pending = null;
            }
        }
    }

    /// <summary>What was taken until now is final. Under the file's lock.</summary>
    public void Count(ActiveLink file, PendingCharge pending, StoragePath path, string directLink)
    {
        var (links, bytes) = pending.Settle();
        if (links > 0 || bytes > 0)
        {
            pending.Day.Files.Count(file.CountedOn(pending.Day, path, directLink), links, bytes);
            metrics.CountLink(links, bytes);
        }
    }
}
