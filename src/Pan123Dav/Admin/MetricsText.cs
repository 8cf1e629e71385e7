using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Pan123Dav.Logging;

namespace Pan123Dav.Admin;

/// <summary>
/// Sums up the gateway's counters and writes them in the text format of Prometheus. The exporter of OpenTelemetry for that is not released yet.
/// </summary>
internal sealed class MetricsText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Name, string Reason), StrongBox> _sums = new();
    private readonly List<Instrument> _instruments = [];

    public MetricsText(GatewayMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                _instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) =>
        {
            var reason = tags.IsEmpty ? "" : tags[0].Value as string ?? "";
            Interlocked.Add(ref _sums.GetOrAdd((instrument.Name, reason), static _ => new StrongBox()).Value, measurement);
        });
        _listener.Start();
    }

    public string Write()
    {
        var text = new StringBuilder();
        foreach (var instrument in _instruments)
        {
            var name = $"{instrument.Name.Replace('.', '_')}_total";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} counter\n");
            var sums = _sums.Where(sum => sum.Key.Name == instrument.Name).OrderBy(sum => sum.Key.Reason, StringComparer.Ordinal).ToList();
            if (sums.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} 0\n");
            }

            foreach (var ((_, reason), sum) in sums)
            {
                var labels = reason.Length == 0 ? "" : $"{{reason=\"{reason}\"}}";
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {Volatile.Read(ref sum.Value)}\n");
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private sealed class StrongBox
    {
        public long Value;
    }
}
