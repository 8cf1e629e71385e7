using System.Diagnostics.CodeAnalysis;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Budgets;

/// <summary>Reserves from budgets that several gateways spend together.</summary>
/// <param name="shared">The common budgets.</param>
/// <param name="ledger">Where the common counts are when they were asked.</param>
/// <param name="counters">Of this gateway.</param>
/// <param name="charges">What is paid for, as far as this gateway knows.</param>
/// <param name="reserveAlone">Decides when the common budgets cannot be asked.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class SharedReservations(
    ISharedBudget shared,
    UsageLedger ledger,
    BudgetCounters counters,
    LinkCharges charges,
    Func<BudgetRequest, LinkReservation> reserveAlone,
    TimeProvider timeProvider)
{
    public async ValueTask<LinkReservation> ReserveAsync(BudgetRequest order)
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
            return reserveAlone(order);
        }

        var day = ledger.On(grant.Day);
        var user = day.GetUser(order.User);
        lock (file.Gate)
        {
            file.Asking--;
            if (grant.Spent != SpentBudget.None)
            {
                return charges.Refuse(file, day, user, grant.Spent, now);
            }

            if (!file.HasLink && grant.Links == 0)
            {
                (file.IsMade, file.Expires) = (true, (now + grant.PaidFor).UtcTicks);
            }

            LinkCharges.GetProbe(order, file, user)?.Take(grant.Bytes, long.MaxValue);
            counters.Tell(day, user);
            return charges.Grant(order, file, purchase.Asked, LinkReservation.Granted(file, day, user, grant.Links, grant.Bytes, grant.IsLast), now);
        }
    }

    /// <summary>Gives back what nobody at another gateway relies on; what is not known for sure stays counted.</summary>
    public void GiveBack(ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes)
    {
        if (file.Asking == 0)
        {
            _ = GiveBackAsync(file, day, user, links, bytes);
        }
    }

    // Most requests of a player: nothing is new about them, as far as this gateway knows.
    private bool TryRide(
        in BudgetRequest order, DateTimeOffset now, out LinkReservation free, out ActiveLink file, [NotNullWhen(false)] out SharedPurchase? purchase)
    {
        Span<ByteInterval> room = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var intervals = room[..charges.GetRange(order).CopyTo(order.Size, room)];
        var day = ledger.At(now);
        var user = day.GetUser(order.User);
        while (true)
        {
            file = charges.GetFile(order, now.UtcTicks);
            lock (file.Gate)
            {
                if (file.IsForgotten)
                {
                    continue;
                }

                if (charges.GetCost(order, file, intervals) == (0, 0))
                {
                    purchase = null;
                    var nothing = LinkReservation.Granted(file, day, user, 0, 0, isLast: false);
                    free = charges.Grant(order, file, intervals, nothing, now);
                    return true;
                }

                file.Asking++;
                purchase = new SharedPurchase(
                    file.Key,
                    intervals.ToArray(),
                    charges.GetPrice(order),
                    file.HasLink,
                    file.Key.IsProbe ? charges.GetProbeLimit(order.User) : null);
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

    private async Task GiveBackAsync(ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes)
    {
        if (await shared.ForgetAsync(file.Key))
        {
            LinkCharges.GiveBack(file, day, user, links, bytes);
        }
    }
}
