using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>Budgets that are counted in Redis, by one script for each link that is not paid for.</summary>
internal sealed class RedisBudget(
    RedisConnection connection, CommonCounts counts, IOptionsMonitor<BudgetOptions> options, TimeProvider timeProvider) : ISharedBudget, IExchangedPart
{
    // Redis counts in floating-point numbers, and these are the whole ones: more bytes than anybody can spend.
    private const long MaxNumber = 1L << 53;

    // Until the link's expiry is told, half a second later: a command of its own for each link costs as much as a fifth of the script.
    private static readonly TimeSpan UntilTold = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(ActiveLinkKey Key, DateTimeOffset Expires)> _untold = new();

    private enum Outcome
    {
        Granted = 0,
        UserLinks = 1,
        UserBytes = 2,
        GatewayLinks = 3,
        GatewayBytes = 4,
        TooLate = 5,
        OtherEpoch = 6,
    }

    public ValueTask<SharedGrant> TakeAsync(SharedPurchase purchase) =>
        TakeAsync(connection.Keys.Paid(purchase.Key), purchase, purchase.Key.Use == LinkUse.HandedOut ? "h" : "p");

    public ValueTask<SharedGrant> TakeBytesAsync(string user, long bytes) =>
        TakeAsync(connection.Keys.State, new SharedPurchase(new ActiveLinkKey(user, IPAddress.None, 0, 0), [], bytes, IsKnown: true, ProbeBytes: null), "b");

    public void Keep(in ActiveLinkKey key, DateTimeOffset expires)
    {
        if (connection.IsUp)
        {
            _untold.Enqueue((key, expires));
        }
    }

    public Task ExchangeAsync()
    {
        var now = timeProvider.GetUtcNow();
        connection.Send(database =>
        {
            while (_untold.TryDequeue(out var link))
            {
                database.KeyExpireAsync(connection.Keys.Paid(link.Key), link.Expires - now, flags: CommandFlags.FireAndForget);
            }
        });
        return Task.CompletedTask;
    }

    public async ValueTask<bool> ForgetAsync(ActiveLinkKey key)
    {
        var (_, answer) = await connection.CallAsync(
            database => RedisScript.Forget.RunAsync(database, [connection.Keys.Paid(key)], [connection.Gateway]));
        return answer is not null && (long)answer == 1;
    }

    private async ValueTask<SharedGrant> TakeAsync(RedisKey paid, SharedPurchase purchase, string use)
    {
        var user = purchase.Key.User;
        var budgets = options.CurrentValue;
        var limits = budgets.GetLimits(user);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var epoch = counts.Epoch;
            RedisKey[] keys = [connection.Keys.State, paid, connection.Keys.Day, connection.Keys.Probes];
            var answer = await connection.RunAsync(RedisScript.Take, keys, GetValues(purchase, use, budgets, limits, epoch));
            if (answer is null || (Outcome)(int)answer[0] == Outcome.TooLate)
            {
                break;
            }

            if ((Outcome)(int)answer[0] != Outcome.OtherEpoch)
            {
                return Read(user, answer);
            }

            // Redis was emptied: nothing is taken before it has heard what was counted.
            if (counts.Epoch == epoch && !await counts.ExchangeAsync(isProbe: false))
            {
                break;
            }
        }

        var isBounded = budgets.DailyBytes is not null || budgets.DailyLinks is not null || limits.DailyBytes is not null || limits.DailyLinks is not null;
        return isBounded && connection.WhenUnavailable == WhenUnavailable.Refuse
            ? new SharedGrant { Spent = SpentBudget.Unknown, Day = counts.Today }
            : new SharedGrant { IsAlone = true };
    }

    private RedisValue[] GetValues(SharedPurchase purchase, string use, BudgetOptions budgets, UserBudgetOptions limits, string epoch)
    {
        const int fixedCount = 16;
        var values = new RedisValue[fixedCount + (2 * purchase.Asked.Length)];
        values[0] = epoch;
        values[1] = counts.Version;
        values[2] = counts.GetDeadline(connection.TimeLimit);
        values[3] = purchase.Key.User;
        values[4] = connection.Gateway;
        values[5] = use;
        values[6] = Math.Min(purchase.Price, MaxNumber);
        values[7] = purchase.IsKnown ? 1 : 0;
        values[8] = (long)UntilTold.TotalMilliseconds;
        values[9] = counts.KeepSeconds;
        values[10] = Limit(limits.DailyLinks);
        values[11] = Limit(limits.DailyBytes);
        values[12] = Limit(budgets.DailyLinks);
        values[13] = Limit(budgets.DailyBytes);
        values[14] = Limit(purchase.ProbeBytes);
        values[15] = purchase.ProbeBytes is null ? "" : RedisKeys.Probe(purchase.Key);
        for (var i = 0; i < purchase.Asked.Length; i++)
        {
            values[fixedCount + (2 * i)] = Position(purchase.Asked[i].Start);
            values[fixedCount + (2 * i) + 1] = Position(purchase.Asked[i].End);
        }

        return values;
    }

    private SharedGrant Read(string user, RedisResult[] answer)
    {
        var day = CommonCounts.GetDate((long)answer[2]);
        counts.Apply(day, user, (long)answer[1], CommonCounts.Read(answer, 8), CommonCounts.Read(answer, 11));
        return new SharedGrant
        {
            Spent = (Outcome)(int)answer[0] switch
            {
                Outcome.UserLinks => SpentBudget.UserLinks,
                Outcome.UserBytes => SpentBudget.UserBytes,
                Outcome.GatewayLinks => SpentBudget.GatewayLinks,
                Outcome.GatewayBytes => SpentBudget.GatewayBytes,
                _ => SpentBudget.None,
            },
            Day = day,
            Links = (int)answer[4],
            Bytes = (long)answer[5],
            IsLast = (int)answer[6] != 0,
            PaidFor = TimeSpan.FromMilliseconds(Math.Max(0, (long)answer[7])),
        };
    }

    // The end of a file of unknown size lies at the end of all numbers, and what lies so far before it must do so here.
    private static long Position(long position) =>
        position < long.MaxValue / 2 ? Math.Min(position, MaxNumber / 2) : MaxNumber - Math.Min(long.MaxValue - position, MaxNumber / 2);

    private static RedisValue Limit(long? limit) => limit is { } most ? Math.Min(most, MaxNumber).ToString(CultureInfo.InvariantCulture) : "";
}
