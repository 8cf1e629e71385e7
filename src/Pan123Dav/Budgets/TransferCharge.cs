using Pan123Dav.Budgets.Usage;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets;

/// <summary>
/// What one transfer through the gateway has paid: reserved before, corrected to what was passed on when it ends, however it ends.
/// More than is paid is never passed on. Used by one request, one call at a time.
/// </summary>
/// <param name="counters">The budgets.</param>
/// <param name="metrics">Is told of the bytes.</param>
/// <param name="shared">The budgets of all gateways; null for one that stands alone.</param>
/// <param name="ledger">Where days are counted.</param>
/// <param name="charge">What was taken; its link stays paid, with one byte where it was new.</param>
/// <param name="counted">Where the file's bytes are counted; null where nothing was taken.</param>
internal sealed class TransferCharge(
    BudgetCounters counters, GatewayMetrics metrics, ISharedBudget? shared, UsageLedger ledger, LinkReservation charge, FileUsage? counted)
{
    private readonly long _ofLink = charge.Links;
    private readonly DailyUsage _day = charge.Day!;
    private readonly UserUsage _user = charge.User!;
    private bool _isLast = charge.IsLast;
    private bool _isEnded;

    /// <summary>How many bytes are paid.</summary>
    public long Paid { get; private set; } = charge.Bytes;

    /// <summary>Makes <paramref name="bytes"/> paid, no more and no less: what is missing is taken, what is too much is given back.</summary>
    /// <returns>The budget that has nothing left, and then nothing has changed; or none. Whoever has reached
    /// a limit may go on beyond it, to the end of this file.</returns>
    public SpentBudget Reserve(long bytes)
    {
        var missing = GetPrice(bytes) - Paid;
        if (missing <= 0)
        {
            BudgetCounters.GiveBack(_day, _user, 0, -missing);
        }
        else if (_isLast)
        {
            BudgetCounters.Add(_day, _user, missing);
        }
        else if (counters.Take(_day, _user, 0, missing, out _isLast) is var spent and not SpentBudget.None)
        {
            counters.Refuse(_day, _user, spent);
            return spent;
        }

        Paid += missing;
        return SpentBudget.None;
    }

    /// <summary>The same where several gateways count together; complete at once where nothing is missing.</summary>
    public ValueTask<SpentBudget> ReserveAsync(long bytes) =>
        shared is null || _isLast || GetPrice(bytes) <= Paid ? new(Reserve(bytes)) : TakeAsync(shared, GetPrice(bytes));

    /// <summary>Corrects what was paid to what was passed on, at least one byte with a new link. The first call counts.</summary>
    public void End(long passedOn)
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        var bytes = Math.Max(passedOn, _ofLink);
        if (bytes < Paid)
        {
            BudgetCounters.GiveBack(_day, _user, 0, Paid - bytes);
        }
        else
        {
            BudgetCounters.Add(_day, _user, bytes - Paid);
        }

        Paid = bytes;
        metrics.CountLink(0, bytes - _ofLink);
        if (bytes > _ofLink && counted is not null)
        {
            _day.Files.Count(counted, 0, bytes - _ofLink);
        }
    }

    private long GetPrice(long bytes) => Math.Clamp(bytes, _ofLink, UsageCounter.MaxAmount);

    private async ValueTask<SpentBudget> TakeAsync(ISharedBudget shared, long bytes)
    {
        var missing = bytes - Paid;
        var grant = await shared.TakeBytesAsync(_user.User, missing);
        if (grant.IsAlone)
        {
            return Reserve(bytes);
        }

        if (grant.Spent != SpentBudget.None)
        {
            counters.Refuse(_day, _user, grant.Spent);
            return grant.Spent;
        }

        if (grant.Day != _day.Date)
        {
            // What was reserved is corrected on the day that it was taken from, and so must be what was taken today.
            var day = ledger.On(grant.Day);
            BudgetCounters.GiveBack(day, day.GetUser(_user.User), 0, missing);
            BudgetCounters.Add(_day, _user, missing);
        }

        _isLast = grant.IsLast;
        Paid += missing;
        return SpentBudget.None;
    }
}
