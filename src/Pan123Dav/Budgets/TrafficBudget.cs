using System.Net;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Counts links and bytes for each user and for the gateway, and refuses what goes beyond the day's limits.</summary>
internal sealed class TrafficBudget(
    IOptionsMonitor<BudgetOptions> options, UsageLedger ledger, GatewayMetrics metrics, TimeProvider timeProvider, ILogger<TrafficBudget> logger) : ILinkBudget
{
    private const int MaxPath = 1024;

    // For a link that 123 was asked for, and that nobody got: who asks again at once does not pay twice.
    private static readonly TimeSpan Unmade = TimeSpan.FromMinutes(1);

    private readonly ActiveLinks _paid = new(ActiveLinks.DefaultCapacity);
    private readonly BudgetCounters _counters = new(options, metrics, logger);

    public LinkReservation Reserve(in BudgetRequest order)
    {
        var now = timeProvider.GetUtcNow();
        var day = ledger.At(now);
        var user = day.GetUser(order.User);
        while (true)
        {
            var file = GetFile(order, now.UtcTicks);
            lock (file.Gate)
            {
                if (!file.IsForgotten)
                {
                    return Charge(order, file, day, user, now);
                }
            }
        }
    }

    public void Commit(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        SettleLink(charge, order, expires, directLink);
        if (logger.IsEnabled(LogLevel.Information))
        {
            Log.LinkMade(logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }
    }

    public TransferCharge BeginTransfer(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        SettleLink(charge, order, expires, directLink);
        if (logger.IsEnabled(LogLevel.Information))
        {
            Log.TransferBegun(logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }

        return new TransferCharge(_counters, metrics, charge, charge.File!.CountedOn(charge.Day!, order.Path, directLink));
    }

    public void SetDirectLink(StoragePath path, string directLink)
    {
        foreach (var day in ledger.Days)
        {
            day.Files.Identify(path, directLink);
        }
    }

    public bool IsSpentByOthers(string user, FileCharge? own) => _counters.IsSpentByOthers(ledger.At(timeProvider.GetUtcNow()), user, own);

    public void Release(in LinkReservation charge, in BudgetRequest order, bool wasAsked)
    {
        if (charge is not { File: { } file, User: { } user, Day: { } day })
        {
            return;
        }

        charge.Probe?.GiveBack(charge.Bytes);
        if (!order.MayWait)
        {
            // What was paid before for this file is forgotten with it, and counted again: rather too much than too little.
            lock (file.Gate)
            {
                Forget(file);
            }

            BudgetCounters.GiveBack(day, user, charge.Links, charge.Bytes);
            return;
        }

        // What the request had reserved for itself; the rest belongs to all who wait.
        BudgetCounters.GiveBack(day, user, 0, charge.Bytes - OfLink(charge, order.Use));
        lock (file.Gate)
        {
            if (file.Pending is not { } pending)
            {
                return;
            }

            pending.WasAsked |= wasAsked;
            if (!pending.Leave())
            {
                return;
            }

            file.Pending = null;
            if (pending.WasAsked)
            {
                file.Expires = file.IsMade ? file.Expires : (timeProvider.GetUtcNow() + Unmade).UtcTicks;
                Count(file, pending, order.Path, "");
            }
            else if (pending.Links > 0 || pending.Bytes > 0)
            {
                Forget(file);
                BudgetCounters.GiveBack(pending.Day, pending.User, pending.Links, pending.Bytes);
            }
        }
    }

    // A link costs a byte of its own: what is passed on beyond it is reserved by the request.
    private static long OfLink(in LinkReservation charge, LinkUse use) => use == LinkUse.HandedOut ? charge.Bytes : charge.Links;

    private LinkReservation Charge(in BudgetRequest order, ActiveLink file, DailyUsage day, UserUsage user, DateTimeOffset now)
    {
        var budgets = options.CurrentValue;
        Span<ByteInterval> room = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var isWhole = budgets.LinkCost == LinkCost.WholeFile && order.Use == LinkUse.HandedOut;
        var asked = room[..(isWhole ? ByteRange.Whole : order.Range).CopyTo(order.Size, room)];
        var price = order.Size ?? budgets.UnknownSizeBytes;
        var links = file.HasLink ? 0 : 1;
        var bytes = Math.Max(links, order.Use == LinkUse.HandedOut ? file.Ranges.Cost(asked, price) : PaidByteRanges.GetCost(asked, price));
        var probe = file.Key.IsProbe ? user.Probes.Get(order.Path, order.Fingerprint) : null;
        bytes = probe?.Take(bytes, budgets.GetLimits(order.User).ProbeBytes ?? long.MaxValue) ?? bytes;
        if (_counters.Take(day, user, links, bytes, out var isLast) is var spent and not SpentBudget.None)
        {
            probe?.GiveBack(bytes);
            if (!file.HasLink)
            {
                Forget(file);
            }

            _counters.Refuse(day, user, spent);
            return LinkReservation.Refused(spent, UsageLedger.UntilNextDay(now));
        }

        if (order.Use == LinkUse.HandedOut)
        {
            file.Ranges.Add(asked, bytes);
            file.Charge.Add(day.Date, bytes);
        }

        if (!file.HasLink)
        {
            file.HasLink = true;
            _paid.Keep(file, now.UtcTicks);
        }

        var charge = LinkReservation.Granted(file, day, user, links, bytes, isLast, probe);
        if (order.MayWait)
        {
            Wait(file, charge, order, day, user);
        }

        return charge;
    }

    private void Wait(ActiveLink file, in LinkReservation charge, in BudgetRequest order, DailyUsage day, UserUsage user)
    {
        if (file.Pending is { } before && before.Day != day)
        {
            // Who waits over midnight is not given back what was yesterday's: rather too much is counted than too little.
            Count(file, before, order.Path, "");
        }

        (file.Pending ??= new PendingCharge(day, user)).Join(day, user, charge.Links, OfLink(charge, order.Use));
    }

    private void SettleLink(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
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
            }

            Count(file, pending, order.Path, directLink);
            if (pending.Leave())
            {
                file.Pending = null;
            }
        }
    }

    private void Count(ActiveLink file, PendingCharge pending, StoragePath path, string directLink)
    {
        var (links, bytes) = pending.Settle();
        if (links > 0 || bytes > 0)
        {
            pending.Day.Files.Count(file.CountedOn(pending.Day, path, directLink), links, bytes);
            metrics.CountLink(links, bytes);
        }
    }

    private ActiveLink GetFile(in BudgetRequest order, long now)
    {
        var isProbe = order is { IsProbe: true, Use: LinkUse.HandedOut } && options.CurrentValue.GetLimits(order.User).ProbeBytes is not null;
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

    private void Forget(ActiveLink file)
    {
        file.IsForgotten = true;
        _paid.Forget(file);
    }
}
