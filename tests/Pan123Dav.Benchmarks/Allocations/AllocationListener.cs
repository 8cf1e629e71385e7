using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Pan123Dav.Benchmarks.Allocations;

/// <summary>Hears which type the runtime is allocating each time another 100 KB or so are used up: what is allocated most is heard of most.</summary>
internal sealed class AllocationListener : EventListener
{
    private const EventKeywords Gc = (EventKeywords)1;

    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private EventSource? _runtime;

    /// <summary>Bytes by type, as far as they were sampled.</summary>
    public IReadOnlyDictionary<string, long> Bytes => _bytes;

    public void Start() => EnableEvents(_runtime!, EventLevel.Verbose, Gc);

    public void Stop() => DisableEvents(_runtime!);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            _runtime = eventSource;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true)
        {
            return;
        }

        var type = (string)eventData.Payload![eventData.PayloadNames!.IndexOf("TypeName")]!;
        var amount = (ulong)eventData.Payload[eventData.PayloadNames.IndexOf("AllocationAmount64")]!;
        _bytes.AddOrUpdate(type, (long)amount, (_, sum) => sum + (long)amount);
    }
}
