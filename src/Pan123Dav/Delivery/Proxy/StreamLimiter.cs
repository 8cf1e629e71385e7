using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>Counts the files that are passed on to each user at the moment.</summary>
internal sealed class StreamLimiter(IOptionsMonitor<DeliveryOptions> options, GatewayMetrics metrics)
{
    private readonly ConcurrentDictionary<string, Running> _users = new(StringComparer.Ordinal);

    /// <summary>How many are passed on to all users together.</summary>
    public int Count => _users.Sum(user => Volatile.Read(ref user.Value.Count));

    /// <summary>One more for this user, until the lease is disposed of.</summary>
    /// <exception cref="DavException">429: the user has as many as may be. The pause varies, so that programs that wait do not come back together.</exception>
    public IDisposable Enter(string user)
    {
        var running = _users.GetOrAdd(user, static _ => new Running());
        if (Interlocked.Increment(ref running.Count) <= options.CurrentValue.MaxStreamsPerUser)
        {
            return running;
        }

        running.Dispose();
        metrics.CountRefusal("streams");
        throw new DavException(StatusCodes.Status429TooManyRequests, "Too many files are being read at the same time: let one end first.")
        {
            RetryAfter = TimeSpan.FromSeconds(Random.Shared.Next(1, 6)),
            Headers = [new(DeliveryHeader.Name, DeliveryHeader.Proxy)],
        };
    }

    private sealed class Running : IDisposable
    {
        public int Count;

        public void Dispose() => Interlocked.Decrement(ref Count);
    }
}
