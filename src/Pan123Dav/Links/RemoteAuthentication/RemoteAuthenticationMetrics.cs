using System.Diagnostics.Metrics;
using Pan123Dav.Logging;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>How often 123 asked, by what it was told: <c>pan123dav_remote_authentication_total{reason}</c>.</summary>
internal sealed class RemoteAuthenticationMetrics
{
    private static readonly string[] Reasons = [.. Enum.GetNames<RemoteAuthReason>().Select(static name => name.ToLowerInvariant())];

    private readonly long[] _counts = new long[Reasons.Length];

    public RemoteAuthenticationMetrics(GatewayMetrics metrics) => metrics.Meter.CreateObservableCounter(
        "pan123dav.remote_authentication",
        () => Counts.Select(static count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("reason", count.Key))),
        "{request}",
        "Requests of 123's CDN, by what it was told.");

    /// <summary>What was counted since the start, by reason in lower case.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts =>
        Reasons.Select((reason, index) => KeyValuePair.Create(reason, Volatile.Read(ref _counts[index])));

    public void Count(RemoteAuthReason reason) => Interlocked.Increment(ref _counts[(int)reason]);
}
