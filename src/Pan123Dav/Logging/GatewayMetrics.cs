using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Pan123Dav.Logging;

/// <summary>The instruments of meter <c>Pan123Dav</c>. Nothing in them tells of a user, a file or a link.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Pan123Dav";

    /// <summary>Name of the instrument that doctor looks at.</summary>
    public const string UnnamedProxies = "pan123dav.unnamed_proxies";

    /// <summary>Names of the counters that have labels, so that there is no zero to tell before the first is counted.</summary>
    public static readonly FrozenSet<string> Labelled = FrozenSet.Create(StringComparer.Ordinal, Refused, StorageAnswers);

    private const string Refused = "pan123dav.refused";
    private const string StorageAnswers = "pan123dav.storage.answers";

    private readonly Counter<long> _links;
    private readonly Counter<long> _linkBytes;
    private readonly Counter<long> _signInFailures;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unnamedProxies;
    private readonly ConcurrentDictionary<string, StrongBox<long>> _refusals = new(StringComparer.Ordinal);
    private readonly Counter<long> _storageAnswers;

    public GatewayMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _links = Meter.CreateCounter<long>("pan123dav.links", "{link}", "Links that were paid for.");
        _linkBytes = Meter.CreateCounter<long>("pan123dav.link.bytes", "By", "Bytes that links were asked for.");
        _signInFailures = Meter.CreateCounter<long>("pan123dav.signin.failures", "{failure}", "Sign-ins with a wrong name or password.");
        _refused = Meter.CreateCounter<long>(Refused, "{request}", "Requests that a budget or limit refused.");
        _unnamedProxies = Meter.CreateCounter<long>(UnnamedProxies, "{proxy}",
            "1 once a request came through a reverse proxy that is not named in KnownProxies.");
        _storageAnswers = Meter.CreateCounter<long>(
            StorageAnswers,
            "{answer}",
            "Answers of the services behind mounts, by the mount's path and 123's code, else the HTTP status; none: no answer came.");
    }

    /// <summary>The meter of this gateway; another in the same process has its own.</summary>
    public Meter Meter { get; }

    /// <summary>How many requests were refused since the start, by reason.</summary>
    public IEnumerable<KeyValuePair<string, long>> Refusals => _refusals.Select(pair => KeyValuePair.Create(pair.Key, Volatile.Read(ref pair.Value.Value)));

    public void CountLink(int links, long bytes)
    {
        _links.Add(links);
        _linkBytes.Add(bytes);
    }

    public void CountSignInFailure() => _signInFailures.Add(1);

    public void CountUnnamedProxy() => _unnamedProxies.Add(1);

    /// <param name="storage">Path of the mount that asked.</param>
    /// <param name="code">One of a bounded number.</param>
    public void CountStorageAnswer(string storage, string code) => _storageAnswers.Add(1, new("storage", storage), new("code", code));

    /// <param name="reason">One of a few constants; nothing from outside.</param>
    public void CountRefusal(string reason)
    {
        Interlocked.Increment(ref _refusals.GetOrAdd(reason, static _ => new StrongBox<long>()).Value);
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }
}
