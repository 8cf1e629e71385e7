using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Counts links and bytes for each user and for the gateway, and refuses what goes beyond the day's limits.</summary>
internal sealed class TrafficBudget : ILinkBudget
{
    private const int MaxPath = 1024;

    // For a link that 123 was asked for, and that nobody got: who asks again at once does not pay twice.
    private static readonly TimeSpan Unmade = TimeSpan.FromMinutes(1);

    private readonly UsageLedger _ledger;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<TrafficBudget> _logger;
    private readonly ISharedBudget? _shared;
    private readonly BudgetCounters _counters;
    private readonly LinkSettlement _settlement;
    private readonly LinkCharges _charges;
    private readonly SharedReservations? _reservations;

    public TrafficBudget(
        IOptionsMonitor<BudgetOptions> options,
        UsageLedger ledger,
        GatewayMetrics metrics,
        TimeProvider timeProvider,
        ILogger<TrafficBudget> logger,
        ISharedBudget? shared = null)
    {
        (_ledger, _metrics, _timeProvider, _logger, _shared) = (ledger, metrics, timeProvider, logger, shared);
        _counters = new BudgetCounters(options, metrics, logger);
        _settlement = new LinkSettlement(metrics, shared);
        _charges = new LinkCharges(options, ledger, _counters, _settlement);
        _reservations = shared is null ? null : new SharedReservations(shared, ledger, _counters, _charges, order => Reserve(order), timeProvider);
    }

    public ValueTask<LinkReservation> ReserveAsync(in BudgetRequest order) => _reservations?.ReserveAsync(order) ?? new(Reserve(order));

    /// <summary>What this gateway alone decides.</summary>
    public LinkReservation Reserve(in BudgetRequest order)
    {
        var now = _timeProvider.GetUtcNow();
        var day = _ledger.At(now);
        var user = day.GetUser(order.User);
        while (true)
        {
            var file = _charges.GetFile(order, now.UtcTicks);
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
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            Log.LinkMade(_logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }
    }

    public TransferCharge BeginTransfer(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink)
    {
        _settlement.Settle(charge, order, expires, directLink);
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            Log.TransferBegun(_logger, order.User, order.Address, EscapedText.Escape(order.Path.ToString(), MaxPath), order.Size, charge.Bytes);
        }

        return new TransferCharge(_counters, _metrics, _shared, _ledger, charge, charge.File!.CountedOn(charge.Day!, order.Path, directLink));
    }

    public void SetDirectLink(StoragePath path, string directLink)
    {
        foreach (var day in _ledger.Days)
        {
            day.Files.Identify(path, directLink);
        }
    }

    public bool IsSpentByOthers(string user, FileCharge? own) => _counters.IsSpentByOthers(_ledger.At(_timeProvider.GetUtcNow()), user, own);

    public void Release(in LinkReservation charge, in BudgetRequest order, bool wasAsked)
    {
        if (charge is not { File: { } file, User: { } user, Day: { } day })
        {
            return;
        }

        if (!order.MayWait)
        {
            // What was paid before for this file is forgotten with it, and counted again: rather too much than too little.
            lock (file.Gate)
            {
                _charges.Forget(file);
            }

            GiveBack(order, file, day, user, charge.Links, charge.Bytes);
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
                file.Expires = file.IsMade ? file.Expires : (_timeProvider.GetUtcNow() + Unmade).UtcTicks;
                _settlement.Count(file, pending, order.Path, "");
            }
            else if (pending.Links > 0 || pending.Bytes > 0)
            {
                _charges.Forget(file);
                GiveBack(order, file, pending.Day, pending.User, pending.Links, pending.Bytes);
            }
        }
    }

    private void GiveBack(in BudgetRequest order, ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes)
    {
        LinkCharges.GetProbe(order, file, user)?.GiveBack(bytes);
        if (_reservations is null)
        {
            LinkCharges.GiveBack(file, day, user, links, bytes);
        }
        else
        {
            _reservations.GiveBack(file, day, user, links, bytes);
        }
    }

    private LinkReservation Charge(in BudgetRequest order, ActiveLink file, DailyUsage day, UserUsage user, DateTimeOffset now)
    {
        Span<ByteInterval> room = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var asked = room[.._charges.GetRange(order).CopyTo(order.Size, room)];
        var (links, bytes) = _charges.GetCost(order, file, asked);
        var probe = LinkCharges.GetProbe(order, file, user);
        bytes = probe?.Take(bytes, _charges.GetProbeLimit(order.User) ?? long.MaxValue) ?? bytes;
        if (_counters.Take(day, user, links, bytes, out var isLast) is var spent and not SpentBudget.None)
        {
            probe?.GiveBack(bytes);
            return _charges.Refuse(file, day, user, spent, now);
        }

        return _charges.Grant(order, file, asked, LinkReservation.Granted(file, day, user, links, bytes, isLast), now);
    }
}
