using System.Collections.Concurrent;

namespace Pan123Dav.Emulator.Api;

/// <summary>A token bucket a call.</summary>
internal sealed class RateBuckets(TimeProvider time)
{
    private readonly ConcurrentDictionary<EmulatorEndpoint, Bucket> _buckets = new();

    /// <summary>Whether one more call keeps to <paramref name="rate"/>.</summary>
    public bool TryTake(EmulatorEndpoint endpoint, EmulatedApiRate rate) =>
        _buckets.GetOrAdd(endpoint, static _ => new Bucket()).TryTake(time.GetTimestamp(), time.TimestampFrequency, rate);

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private double _tokens = double.MaxValue;
        private long _at;

        public bool TryTake(long now, long frequency, EmulatedApiRate rate)
        {
            lock (_lock)
            {
                _tokens = Math.Min(rate.Burst, _tokens + ((now - _at) / (double)frequency * rate.PerSecond));
                _at = now;
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens--;
                return true;
            }
        }
    }
}
