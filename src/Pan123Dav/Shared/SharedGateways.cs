using System.Globalization;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Shared;

/// <summary>How many gateways there are, so that each takes its part of 123's call rates, and what one of them was asked to wait.</summary>
internal sealed class SharedGateways : IExchangedPart
{
    private const string Topic = "pause";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly RedisConnection _connection;
    private readonly RateShare _share;
    private readonly UsageLedger _ledger;
    private readonly TimeProvider _timeProvider;

    public SharedGateways(RedisConnection connection, RateShare share, IGatewayEvents events, UsageLedger ledger, TimeProvider timeProvider)
    {
        (_connection, _share, _ledger, _timeProvider) = (connection, share, ledger, timeProvider);
        share.Asked += (name, pause) => events.Publish(Topic, string.Create(CultureInfo.InvariantCulture, $"{(long)pause.TotalMilliseconds} {name}"));
        events.Subscribe(Topic, Hear);
    }

    public async Task ExchangeAsync()
    {
        var (place, now) = (_connection.Keys.Of("gateways"), _timeProvider.GetUtcNow() + _ledger.Offset);
        var (isAnswered, count) = await _connection.CallAsync(async database =>
        {
            // One after the other at Redis, and waited for once.
            var added = database.SortedSetAddAsync(place, _connection.Gateway, now.ToUnixTimeMilliseconds());
            var removed = database.SortedSetRemoveRangeByScoreAsync(place, double.NegativeInfinity, (now - Silence).ToUnixTimeMilliseconds());
            var counted = database.SortedSetLengthAsync(place);
            await Task.WhenAll(added, removed, counted);
            return await counted;
        });
        _share.Count = isAnswered ? (int)count : _share.Count;
    }

    private void Hear(GatewayEvent heard)
    {
        if (!heard.IsOwn)
        {
            _share.Postpone(heard.Text.Split(' ', 2)[1], TimeSpan.FromMilliseconds(heard.GetNumber(0)) - heard.Age);
        }
    }
}
