using Pan123Dav.Data;

namespace Pan123Dav.Tests.Support;

/// <summary>What several gateways tell one another, told when the test says so.</summary>
internal sealed class GatewayEventHub
{
    private readonly List<(Gateway From, string Topic, string Text)> _told = [];
    private readonly List<Gateway> _gateways = [];

    /// <summary>The events of one more gateway.</summary>
    public IGatewayEvents Join()
    {
        var gateway = new Gateway(this);
        _gateways.Add(gateway);
        return gateway;
    }

    /// <summary>All gateways hear what is new, in its order; one that was just started hears all that was ever told, alone.</summary>
    /// <param name="age">How long ago that was.</param>
    /// <param name="started">A gateway that was just started; null when there is none.</param>
    public void Exchange(TimeSpan age = default, IGatewayEvents? started = null)
    {
        foreach (var gateway in _gateways)
        {
            gateway.Exchanging?.Invoke();
        }

        foreach (var gateway in started is Gateway one ? [one] : _gateways)
        {
            gateway.Hear(_told, age, isFirst: started is not null);
        }
    }

    private sealed class Gateway(GatewayEventHub hub) : IGatewayEvents
    {
        private readonly Dictionary<string, Action<GatewayEvent>> _listeners = [];
        private int _heard = hub._told.Count;

        public void Publish(string topic, string text, bool isLasting = false) => hub._told.Add((this, topic, text));

        public void Subscribe(string topic, Action<GatewayEvent> listener) => _listeners[topic] = listener;

        public Action? Exchanging { get; private set; }

        public void OnExchanging(Action action) => Exchanging += action;

        public void OnLost(Action action)
        {
        }

        public void Hear(IReadOnlyList<(Gateway From, string Topic, string Text)> told, TimeSpan age, bool isFirst)
        {
            foreach (var (from, topic, text) in told.Skip(isFirst ? 0 : _heard))
            {
                _listeners.GetValueOrDefault(topic)?.Invoke(new GatewayEvent(text, from == this, age));
            }

            _heard = told.Count;
        }
    }
}
