using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Counts links and bytes for each user and for the gateway, and refuses what goes beyond the day's limits.</summary>
internal sealed class TrafficBudget(
    IOptionsMonitor<BudgetOptions> options,
    UsageLedger ledger,
    GatewayMetrics metrics,
    TimeProvider timeProvider,
    ILogger<TrafficBudget> logger,
    ISharedBudget? shared = null) : ILinkBudget
{
    private const int MaxPath = 1024;

    // For a link that 123 was asked for, and that nobody got: who asks again at once does not pay twice.
    private static readonly TimeSpan Unmade = TimeSpan.FromMinutes(1);

    // A gateway is back at the others in a few seconds, as a rule.
    private static readonly TimeSpan WhileUnknown = TimeSpan.FromSeconds(5);

    private readonly ActiveLinks _paid = new(ActiveLinks.DefaultCapacity);
    private readonly BudgetCounters _counters = new(options, metrics, logger);
    private readonly LinkSettlement _settlement = new(metrics, shared);

    public ValueTask<LinkReservation> ReserveAsync(in BudgetRequest order) => shared is null ? new(Reserve(order)) : ReserveSharedAsync(order, shared);

    /// <summary>What this gateway alone decides.</summary>
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
        _settlement.Settle(charge, order, expires, directLink);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.LinkMade(logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }
    }

    public TransferCharge BeginTransfer(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        _settlement.Settle(charge, order, expires, directLink);
        if (logger.IsEnabled(LogLevel.Information))
        {
            Log.TransferBegun(logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }

        return new TransferCharge(_counters, metrics, shared, ledger, charge, charge.File!.CountedOn(charge.Day!, order.Path, directLink));
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

            GiveBack(file, day, user, charge.Links, charge.Bytes);
            return;
        }

        // What the request had reserved for itself; the rest belongs to all who wait.
        BudgetCounters.GiveBack(day, user, 0, charge.Bytes - LinkSettlement.OfLink(charge, order.Use));
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
                _settlement.Count(file, pending, order.Path, "");
            }
            else if (pending.Links > 0 || pending.Bytes > 0)
            {
                Forget(file);
                GiveBack(file, pending.Day, pending.User, pending.Links, pending.Bytes);
            }
        }
    }

    private LinkReservation Charge(in BudgetRequest order, ActiveLink file, DailyUsage day, UserUsage user, DateTimeOffset now)
    {
        Span<ByteInterval> room = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var asked = room[..GetRange(order).CopyTo(order.Size, room)];
        var (links, bytes) = GetCost(order, file, asked);
        var probe = GetProbe(order, file, user);
        bytes = probe?.Take(bytes, GetProbeLimit(order.User)) ?? bytes;
        if (_counters.Take(day, user, links, bytes, out var isLast) is var spent and not SpentBudget.None)
        {
            probe?.GiveBack(bytes);
            return Refuse(file, day, user, spent, now);
        }

        return Grant(order, file, asked, LinkReservation.Granted(file, day, user, links, bytes, isLast, probe), now);
    }

    private async ValueTask<LinkReservation> ReserveSharedAsync(BudgetRequest order, ISharedBudget shared)
    {
        var now = timeProvider.GetUtcNow();
        if (TryRide(order, now, out var free, out var file, out var purchase))
        {
            return free;
        }

        var grant = await shared.TakeAsync(purchase);
        if (grant.IsAlone)
        {
            Answered(file);
            return Reserve(order);
        }

        var day = ledger.On(grant.Day);
        var user = day.GetUser(order.User);
        lock (file.Gate)
        {
            file.Asking--;
            if (grant.Spent != SpentBudget.None)
            {
                return Refuse(file, day, user, grant.Spent, now);
            }

            if (!file.HasLink && grant.Links == 0)
            {
                (file.IsMade, file.Expires) = (true, (now + grant.PaidFor).UtcTicks);
            }

            var probe = GetProbe(order, file, user);
            probe?.Take(grant.Bytes, long.MaxValue);
            _counters.Tell(day, user);
            return Grant(order, file, purchase.Asked, LinkReservation.Granted(file, day, user, grant.Links, grant.Bytes, grant.IsLast, probe), now);
        }
    }

    // Most requests of a player: nothing is new about them, as far as this gateway knows.
    private bool TryRide(
        in BudgetRequest order, DateTimeOffset now, out LinkReservation free, out ActiveLink file, [NotNullWhen(false)] out SharedPurchase? purchase)
    {
        Span<ByteInterval> room = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var intervals = room[..GetRange(order).CopyTo(order.Size, room)];
        var day = ledger.At(now);
        var user = day.GetUser(order.User);
        while (true)
        {
            file = GetFile(order, now.UtcTicks);
            lock (file.Gate)
            {
                if (file.IsForgotten)
                {
                    continue;
                }

                if (GetCost(order, file, intervals) == (0, 0))
                {
                    purchase = null;
                    free = Grant(order, file, intervals, LinkReservation.Granted(file, day, user, 0, 0, isLast: false, GetProbe(order, file, user)), now);
                    return true;
                }

                file.Asking++;
                purchase = new SharedPurchase(
                    file.Key,
                    intervals.ToArray(),
                    GetPrice(order),
                    file.HasLink,
                    file.Key.IsProbe ? options.CurrentValue.GetLimits(order.User).ProbeBytes : null);
                free = default;
                return false;
            }
        }
    }

    private static void Answered(ActiveLink file)
    {
        lock (file.Gate)
        {
            file.Asking--;
        }
    }

    private LinkReservation Refuse(ActiveLink file, DailyUsage day, UserUsage user, SpentBudget spent, DateTimeOffset now)
    {
        if (!file.HasLink && file.Asking == 0)
        {
            Forget(file);
        }

        _counters.Refuse(day, user, spent);
        return LinkReservation.Refused(spent, spent == SpentBudget.Unknown ? WhileUnknown : UsageLedger.UntilNextDay(now + ledger.Offset));
    }

    private LinkReservation Grant(in BudgetRequest order, ActiveLink file, ReadOnlySpan<ByteInterval> asked, in LinkReservation charge, DateTimeOffset now)
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
            _settlement.Wait(file, charge, order, charge.Day!, charge.User!);
        }

        return charge;
    }

    private ByteRange GetRange(in BudgetRequest order) =>
        options.CurrentValue.LinkCost == LinkCost.WholeFile && order.Use == LinkUse.HandedOut ? ByteRange.Whole : order.Range;

    private long GetPrice(in BudgetRequest order) => order.Size ?? options.CurrentValue.UnknownSizeBytes;

    private (int Links, long Bytes) GetCost(in BudgetRequest order, ActiveLink file, ReadOnlySpan<ByteInterval> asked)
    {
        var (links, price) = (file.HasLink ? 0 : 1, GetPrice(order));
        return (links, Math.Max(links, order.Use == LinkUse.HandedOut ? file.Ranges.Cost(asked, price) : PaidByteRanges.GetCost(asked, price)));
    }

    private static ProbeAllowance? GetProbe(in BudgetRequest order, ActiveLink file, UserUsage user) =>
        file.Key.IsProbe ? user.Probes.Get(order.Path, order.Fingerprint) : null;

    private long GetProbeLimit(string user) => options.CurrentValue.GetLimits(user).ProbeBytes ?? long.MaxValue;

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

    // Nobody at another gateway may have relied on what is given back; what is not known for sure stays counted.
    private void GiveBack(ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes)
    {
        if (shared is null)
        {
            BudgetCounters.GiveBack(day, user, links, bytes);
        }
        else if (file.Asking == 0)
        {
            _ = GiveBackAsync(shared, file.Key, day, user, links, bytes);
        }
    }

    private static async Task GiveBackAsync(ISharedBudget shared, ActiveLinkKey key, DailyUsage day, UserUsage user, int links, long bytes)
    {
        if (await shared.ForgetAsync(key))
        {
            BudgetCounters.GiveBack(day, user, links, bytes);
        }
    }
}
