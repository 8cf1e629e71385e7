using System.Net;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Budgets;

/// <summary>What was paid for each file, what is to be paid for it yet, and what comes of an order: the same for one gateway and for several.</summary>
internal sealed class LinkCharges(IOptionsMonitor<BudgetOptions> options, UsageLedger ledger, BudgetCounters counters, LinkSettlement settlement)
{
    // A gateway is back at the others in a few seconds, as a rule.
    private static readonly TimeSpan WhileUnknown = TimeSpan.FromSeconds(5);

    private readonly ActiveLinks _paid = new(ActiveLinks.DefaultCapacity);

    /// <summary>What is known of the file that is ordered. Whoever enters its gate looks there whether it was forgotten meanwhile.</summary>
    public ActiveLink GetFile(in BudgetRequest order, long now)
    {
        var isProbe = order is { IsProbe: true, Use: LinkUse.HandedOut } && GetProbeLimit(order.User) is not null;
        var address = order.CountsAnywhere ? IPAddress.None : order.Address ?? IPAddress.None;
        var key = new ActiveLinkKey(order.User, address, order.Fingerprint, order.Path.GetHashCode(), order.Use, isProbe);
        var file = _paid.GetOrAdd(key);
        if (file.Expires > now)
        {
            return file;
        }

        _paid.Forget(file);
        return _paid.GetOrAdd(key);
    }

    /// <summary>What is paid for a file is paid for no longer. In its gate.</summary>
    public void Forget(ActiveLink file)
    {
        file.IsForgotten = true;
        _paid.Forget(file);
    }

    /// <summary>Gives back what was taken for a file. Links to it that were made before were not paid for with that.</summary>
    public static void GiveBack(ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes)
    {
        BudgetCounters.GiveBack(day, user, links, bytes);
        if (file.Key.Use == LinkUse.HandedOut)
        {
            lock (file.Gate)
            {
                file.Charge.Add(day.Date, -bytes);
            }
        }
    }

    /// <summary>The bytes that are paid for.</summary>
    public ByteRange GetRange(in BudgetRequest order) =>
        options.CurrentValue.LinkCost == LinkCost.WholeFile && order.Use == LinkUse.HandedOut ? ByteRange.Whole : order.Range;

    /// <summary>What all of the file costs, in bytes.</summary>
    public long GetPrice(in BudgetRequest order) => Math.Min(order.Size ?? options.CurrentValue.UnknownSizeBytes, UsageCounter.MaxAmount);

    /// <summary>What a link costs that is to give these bytes, as far as this gateway knows. In the file's gate.</summary>
    public (int Links, long Bytes) GetCost(in BudgetRequest order, ActiveLink file, ReadOnlySpan<ByteInterval> asked)
    {
        var (links, price) = (file.HasLink ? 0 : 1, GetPrice(order));
        return (links, Math.Max(links, order.Use == LinkUse.HandedOut ? file.Ranges.Cost(asked, price) : PaidByteRanges.GetCost(asked, price)));
    }

    /// <summary>What probes of this file may cost; null for what is no probe.</summary>
    public static ProbeAllowance? GetProbe(in BudgetRequest order, ActiveLink file, UserUsage user) =>
        file.Key.IsProbe ? user.Probes.Get(order.Path, order.Fingerprint) : null;

    /// <summary>What probes of one file by this user cost at most on a day, in bytes; null for what they ask for.</summary>
    public long? GetProbeLimit(string user) => options.CurrentValue.GetLimits(user).ProbeBytes;

    /// <summary>What was charged is the file's from here on. In its gate.</summary>
    public LinkReservation Grant(in BudgetRequest order, ActiveLink file, ReadOnlySpan<ByteInterval> asked, in LinkReservation charge, DateTimeOffset now)
    {
        if (order.Use == LinkUse.HandedOut)
        {
            file.Ranges.Add(asked, charge.Bytes);
            file.Charge.Add(charge.Day!.Date, charge.Bytes);
        }

        if (!file.HasLink)
        {
            file.HasLink = true;
            _paid.Keep(file, now.UtcTicks);
        }

        if (order.MayWait)
        {
            settlement.Wait(file, charge, order, charge.Day!, charge.User!);
        }

        return charge;
    }

    /// <summary>Nothing was charged. In the file's gate.</summary>
    public LinkReservation Refuse(ActiveLink file, DailyUsage day, UserUsage user, SpentBudget spent, DateTimeOffset now)
    {
        if (!file.HasLink && file.Asking == 0)
        {
            Forget(file);
        }

        counters.Refuse(day, user, spent);
        return LinkReservation.Refused(spent, spent == SpentBudget.Unknown ? WhileUnknown : UsageLedger.UntilNextDay(now + ledger.Offset));
    }
}
