using System.Collections.Concurrent;
using System.Globalization;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Makes every gateway know the live links of all, who used them and how often. Nobody who asks about a link waits for it: what is told is known to the
/// others within a second.
/// </summary>
internal sealed class LiveLinkExchange
{
    private const string LinkTopic = "link";
    private const string AddressTopic = "link-address";
    private const string CountTopic = "link-count";

    private readonly IGatewayEvents _events;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentQueue<LiveLink> _counted = new();
    private LiveLinks? _links;

    public LiveLinkExchange(IGatewayEvents events, TimeProvider timeProvider)
    {
        (_events, _timeProvider) = (events, timeProvider);
        events.Subscribe(LinkTopic, HearLink);
        events.Subscribe(AddressTopic, heard => Find(heard)?.Agree(ulong.Parse(heard.Words[1], CultureInfo.InvariantCulture)));
        events.Subscribe(CountTopic, HearCounts);
        events.OnExchanging(PublishCounts);
    }

    /// <summary>The links of this gateway, with what the others tell of theirs.</summary>
    public static LiveLinks Create(int capacity, IGatewayEvents? events, TimeProvider timeProvider)
    {
        if (events is null)
        {
            return new LiveLinks(capacity);
        }

        var exchange = new LiveLinkExchange(events, timeProvider);
        return exchange._links = new LiveLinks(capacity, exchange);
    }

    /// <summary>There is a new link, unless another gateway told of it.</summary>
    public void Tell(LiveLink link, long now)
    {
        if (link is { IsHeardOf: false, User: { } user })
        {
            var date = UsageLedger.GetDate(DateTimeOffset.FromUnixTimeSeconds(now));
            var charge = link.Charge?.GetBytes(date) ?? 0;
            var path = Convert.ToBase64String(link.Path.Utf8);
            _events.Publish(LinkTopic, FormattableString.Invariant($"{link.Number} {link.Expires} {date.DayNumber} {charge} /{path} {user}"));
        }
    }

    /// <summary>A link was used from a new address.</summary>
    public void Tell(LiveLink link, ulong address) => _events.Publish(AddressTopic, FormattableString.Invariant($"{link.Number} {address}"));

    /// <summary>A link's counts have changed.</summary>
    public void TellCounts(LiveLink link)
    {
        if (link.TryQueue())
        {
            _counted.Enqueue(link);
        }
    }

    private LiveLink? Find(in GatewayEvent heard) => _links?.Find(heard.GetNumber(0));

    private void HearLink(GatewayEvent heard)
    {
        var words = heard.Text.Split(' ', 6);
        var expires = heard.GetNumber(1);
        var now = _timeProvider.GetUtcNow().ToUnixTimeSeconds();
        if (heard.IsOwn || expires < now)
        {
            return;
        }

        var charge = new FileCharge(DateOnly.FromDayNumber((int)heard.GetNumber(2)), heard.GetNumber(3));
        var path = StoragePath.FromJoined(Convert.FromBase64String(words[4][1..]));
        _links?.GetOrAdd(new LiveLink(heard.GetNumber(0), words[5], path, expires, charge) { IsHeardOf = true }, now);
    }

    private void HearCounts(GatewayEvent heard)
    {
        if (!heard.IsOwn)
        {
            Find(heard)?.CountOthers(heard.GetNumber(1), heard.GetNumber(2));
        }
    }

    private void PublishCounts()
    {
        for (var left = _counted.Count; left > 0 && _counted.TryDequeue(out var link); left--)
        {
            var (requests, refused) = link.TakeUntold();
            if (requests != 0 || refused != 0)
            {
                _events.Publish(CountTopic, FormattableString.Invariant($"{link.Number} {requests} {refused}"));
            }
        }
    }
}
