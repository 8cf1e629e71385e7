using System.Collections.Concurrent;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// What several gateways share of 123's rates, which it counts by account, whoever asks: each has its part of them, and when one is asked to wait, all do.
/// </summary>
public sealed class RateShare(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, long> _until = new(StringComparer.Ordinal);
    private volatile int _count = 1;

    /// <summary>
    /// This gateway was asked to wait: with the name of what it called, which is the same at all gateways and has no secret in it, and how long.
    /// </summary>
    public event Action<string, TimeSpan>? Asked;

    /// <summary>Among how many gateways the rates are divided, 1 or more.</summary>
    public int Count
    {
        get => _count;
        set => _count = Math.Max(1, value);
    }

    /// <summary>Another gateway was asked to wait.</summary>
    /// <param name="name">What it called.</param>
    /// <param name="pause">What is left of it.</param>
    public void Postpone(string name, TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
        {
            _until[name] = timeProvider.GetTimestamp() + (long)(pause.TotalSeconds * timeProvider.TimestampFrequency);
        }
    }

    /// <summary>Tells the others.</summary>
    internal void Tell(string name, TimeSpan pause) => Asked?.Invoke(name, pause);

    /// <summary>How long this one has to wait because another was asked to.</summary>
    internal TimeSpan GetPause(string name)
    {
        if (_until.IsEmpty || !_until.TryGetValue(name, out var until))
        {
            return TimeSpan.Zero;
        }

        var pause = timeProvider.GetElapsedTime(timeProvider.GetTimestamp(), until);
        if (pause <= TimeSpan.Zero)
        {
            _until.TryRemove(KeyValuePair.Create(name, until));
        }

        return pause;
    }
}
