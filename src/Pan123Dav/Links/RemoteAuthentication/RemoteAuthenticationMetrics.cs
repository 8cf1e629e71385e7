using System.Diagnostics.Metrics;
using Pan123Dav.Logging;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>How often 123 asked, by what it was told: <c>pan123dav_remote_authentication_total{reason}</c>.</summary>
internal sealed class RemoteAuthenticationMetrics
{
    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetNames<RemoteAuthReason>().Select(name => new KeyValuePair<string, object?>("reason", name.ToLowerInvariant()))];

    private readonly Counter<long> _counter;
    private readonly long[] _counts = new long[Tags.Length];

    public RemoteAuthenticationMetrics(GatewayMetrics metrics) =>
        _counter = metrics.Meter.CreateCounter<long>("pan123dav.remote_authentication", "{request}", "Requests of 123's CDN, by what it was told.");

    /// <summary>What was counted since the start, by reason in lower case.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts =>
        Tags.Select((tag, index) => KeyValuePair.Create((string)tag.Value!, Volatile.Read(ref _counts[index])));

    public void Count(RemoteAuthReason reason)
    {
        Interlocked.Increment(ref _counts[(int)reason]);
        _counter.Add(1, Tags[(int)reason]);
    }
}
