using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Shared;

/// <summary>How many gateways there are, so that each takes its part of 123's call rates.</summary>
internal sealed class SharedGateways(RedisConnection connection, RateShare share, UsageLedger ledger, TimeProvider timeProvider) : IExchangedPart
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public async Task ExchangeAsync()
    {
        var (place, now) = (connection.Keys.Of("gateways"), timeProvider.GetUtcNow() + ledger.Offset);
        var (isAnswered, count) = await connection.CallAsync(async database =>
        {
            await database.SortedSetAddAsync(place, connection.Gateway, now.ToUnixTimeMilliseconds());
            await database.SortedSetRemoveRangeByScoreAsync(place, double.NegativeInfinity, (now - Silence).ToUnixTimeMilliseconds());
            return await database.SortedSetLengthAsync(place);
        });
        share.Count = isAnswered ? (int)count : share.Count;
    }
}
