using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Pan123Dav.Logging;

namespace Pan123Dav.Admin;

/// <summary>Sums up the gateway's instruments and writes them for Prometheus. The exporter of OpenTelemetry for that is not released yet.</summary>
internal sealed class MetricsText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Series, Sum> _sums = new();
    private readonly ConcurrentQueue<Instrument> _instruments = new();
    private readonly Lock _writing = new();
    private readonly RequestDurations _durations;
    private readonly IServiceProvider _services;
    private readonly double _started;

    public MetricsText(GatewayMetrics metrics, RequestDurations durations, TimeProvider timeProvider, IServiceProvider services)
    {
        (_durations, _services) = (durations, services);
        _started = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                _instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) => Count(instrument, measurement, tags));
        _listener.Start();
    }

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var text = new PrometheusText();
        await WriteHealthAsync(text, cancellationToken);
        WriteProcess(text);
        WriteDurations(text);
        lock (_writing)
        {
            // What was observed for the last answer may be gone, such as a limit.
            foreach (var (series, _) in _sums.Where(static sum => sum.Key.Instrument.IsObservable))
            {
                _sums.TryRemove(series, out _);
            }

            _listener.RecordObservableInstruments();
            foreach (var instrument in _instruments)
            {
                WriteInstrument(text, instrument);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = new Series(instrument, tags.Length > 0 ? tags[0].Value as string : null, tags.Length > 1 ? tags[1].Value as string : null);
        if (!_sums.TryGetValue(series, out var sum))
        {
            sum = _sums.GetOrAdd(series, new Sum(tags.Length > 0 ? tags[0].Key : "", tags.Length > 1 ? tags[1].Key : ""));
        }

        ref var value = ref sum.Value;
        if (instrument.IsObservable)
        {
            Volatile.Write(ref value, measurement);
        }
        else
        {
            Interlocked.Add(ref value, measurement);
        }
    }

    private void WriteInstrument(PrometheusText text, Instrument instrument)
    {
        var isCounter = instrument is Counter<long> or ObservableCounter<long>;
        var name = instrument.Name.Replace('.', '_') + (isCounter ? "_total" : "");
        text.BeginFamily(name, isCounter ? "counter" : "gauge", instrument.Description);
        var sums = _sums.Where(sum => ReferenceEquals(sum.Key.Instrument, instrument))
            .OrderBy(static sum => sum.Key.First, StringComparer.Ordinal).ThenBy(static sum => sum.Key.Second, StringComparer.Ordinal).ToList();
        foreach (var (series, sum) in sums)
        {
            text.Add(name, Volatile.Read(ref sum.Value), new(sum.FirstLabel, series.First), new KeyValuePair<string, string?>(sum.SecondLabel, series.Second));
        }

        if (sums.Count == 0 && isCounter && !GatewayMetrics.Labelled.Contains(instrument.Name))
        {
            text.Add(name, 0);
        }
    }

    private void WriteDurations(PrometheusText text)
    {
        const string Name = "http_server_request_duration_seconds";
        text.BeginFamily(Name, "histogram", "How long answers took.");
        foreach (var histogram in _durations.Histograms)
        {
            text.AddHistogram(
                Name,
                RequestDurations.Bounds,
                histogram.Counts,
                histogram.Sum.TotalSeconds,
                new("http_request_method", histogram.Method),
                new("http_response_status_code", $"{histogram.Status}"));
        }
    }

    private void WriteProcess(PrometheusText text)
    {
        text.BeginFamily("process_cpu_seconds_total", "counter", "Processor time of this process, user and system.");
        text.Add("process_cpu_seconds_total", Environment.CpuUsage.TotalTime.TotalSeconds);
        text.BeginFamily("process_resident_memory_bytes", "gauge", "Resident memory of this process.");
        text.Add("process_resident_memory_bytes", Environment.WorkingSet);
        text.BeginFamily("process_start_time_seconds", "gauge", "When this process started, in Unix seconds.");
        text.Add("process_start_time_seconds", _started);
    }

    // The service that answers /healthz would log what is degraded at every look.
    private async Task WriteHealthAsync(PrometheusText text, CancellationToken cancellationToken)
    {
        const string Name = "pan123dav_healthy";
        text.BeginFamily(Name, "gauge", "1 where all is well, 0 where /healthz/ready is degraded or not ready for this reason.");
        foreach (var registration in _services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations)
        {
            var result = await registration.Factory(_services).CheckHealthAsync(new HealthCheckContext { Registration = registration }, cancellationToken);
            text.Add(Name, result.Status == HealthStatus.Healthy ? 1 : 0, new KeyValuePair<string, string?>("check", registration.Name));
        }
    }

    private readonly record struct Series(Instrument Instrument, string? First, string? Second);

    private sealed class Sum(string firstLabel, string secondLabel)
    {
        public long Value;

        public string FirstLabel => firstLabel;

        public string SecondLabel => secondLabel;
    }
}
