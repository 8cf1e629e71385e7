using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>
/// The files that users ordered at a download proxy, each until the address that they were given expires: the proxy may ask for a link to them as often as its
/// player jumps, and for no other. Kept in memory that is bounded; beyond that the order that ends first gives way. A restart forgets them.
/// </summary>
internal sealed class LinkOrders
{
    public const int DefaultCapacity = 100_000;

    private readonly TimeProvider _time;
    private readonly ISharedOrders? _shared;
    private readonly int _capacity;
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Dictionary<UInt128, long> _orders = [];
    private readonly PriorityQueue<UInt128, long> _ends = new();
    private readonly Lock _lock = new();

    public LinkOrders(TimeProvider time, ISharedOrders? shared = null)
        : this(time, DefaultCapacity) => _shared = shared;

    public LinkOrders(TimeProvider time, int capacity) => (_time, _capacity) = (time, capacity);

    /// <summary>A user paid for this file until <paramref name="expires"/>: the proxy may come for it to any gateway.</summary>
    public ValueTask AddAsync(string user, StoragePath path, DateTimeOffset expires)
    {
        Add(user, path, expires);
        return _shared?.AddAsync(user, path, expires) ?? default;
    }

    /// <summary>Whether one of these users has an order for this file that has not ended, at this gateway or another.</summary>
    public ValueTask<bool> ContainsAsync(IReadOnlyList<string> users, StoragePath path) =>
        users.Any(user => Contains(user, path)) ? new(true) : _shared?.ContainsAsync(users, path) ?? new(false);

    /// <summary>The same of this gateway alone.</summary>
    public void Add(string user, StoragePath path, DateTimeOffset expires)
    {
        var (key, end) = (GetKey(user, path), expires.ToUnixTimeSeconds());
        lock (_lock)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_orders, key, out var exists);
            if (exists && known >= end)
            {
                return;
            }

            known = end;
            _ends.Enqueue(key, end);
            var now = _time.GetUtcNow().ToUnixTimeSeconds();
            while (_ends.TryPeek(out var first, out var firstEnd) && (firstEnd < now || _ends.Count > _capacity))
            {
                // An order that was prolonged stands in the queue once for each end.
                _ends.Dequeue();
                if (_orders.TryGetValue(first, out var last) && last == firstEnd)
                {
                    _orders.Remove(first);
                }
            }
        }
    }

    /// <summary>The same of this gateway alone.</summary>
    public bool Contains(string user, StoragePath path)
    {
        var key = GetKey(user, path);
        lock (_lock)
        {
            return _orders.TryGetValue(key, out var end) && end >= _time.GetUtcNow().ToUnixTimeSeconds();
        }
    }

    private UInt128 GetKey(string user, StoragePath path) =>
        XxHash128.HashToUInt128(path.Utf8, _seed ^ (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(user.AsSpan())));
}
