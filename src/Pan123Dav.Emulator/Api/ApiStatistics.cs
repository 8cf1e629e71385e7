using System.Collections.Concurrent;

namespace Pan123Dav.Emulator.Api;

/// <summary>What the interfaces were asked. Safe to read at any time; a call is counted before it is answered.</summary>
public sealed class ApiStatistics
{
    private readonly ConcurrentDictionary<EmulatorEndpoint, long> _calls = new();
    private readonly ConcurrentDictionary<EmulatorEndpoint, long> _throttled = new();
    private readonly ConcurrentDictionary<int, long> _codes = new();
    private long _tokens;
    private long _signIns;

    /// <summary>All calls, links and content not counted.</summary>
    public long Total => _calls.Where(entry => entry.Key < EmulatorEndpoint.LinkHop).Sum(entry => entry.Value);

    /// <summary>Calls that were answered 429, be it for their rate or for a fault.</summary>
    public long Throttled => _throttled.Values.Sum();

    /// <summary>Open-platform tokens given.</summary>
    public long TokensIssued => Volatile.Read(ref _tokens);

    /// <summary>Sign-ins that went well; <see cref="Count"/> has the attempts.</summary>
    public long SignIns => Volatile.Read(ref _signIns);

    /// <summary>How often <paramref name="endpoint"/> was called.</summary>
    public long Count(EmulatorEndpoint endpoint) => _calls.GetValueOrDefault(endpoint);

    /// <summary>How many calls of <paramref name="endpoint"/> were answered 429.</summary>
    public long CountThrottled(EmulatorEndpoint endpoint) => _throttled.GetValueOrDefault(endpoint);

    /// <summary>How many calls were answered with this code in the envelope; 0 and a sign-in's 200 are good.</summary>
    public long CountCode(int code) => _codes.GetValueOrDefault(code);

    internal void AddCall(EmulatorEndpoint endpoint) => Increment(_calls, endpoint);

    internal void AddAnswer(EmulatorEndpoint endpoint, int code)
    {
        Increment(_codes, code);
        if (code == ApiError.TooManyRequests)
        {
            Increment(_throttled, endpoint);
        }
    }

    internal void AddToken() => Interlocked.Increment(ref _tokens);

    internal void AddSignIn() => Interlocked.Increment(ref _signIns);

    private static void Increment<T>(ConcurrentDictionary<T, long> counts, T key)
        where T : notnull => counts.AddOrUpdate(key, 1, static (_, count) => count + 1);
}
