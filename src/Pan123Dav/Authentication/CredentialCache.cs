using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Pan123Dav.Authentication;

/// <summary>
/// Credentials that were verified lately, so that only the first of many requests pays for hashing the password.
/// Holds digests only, and only of credentials that were right. Reading takes no lock.
/// Kestrel keeps the string of a header that comes again on the same connection: one that was recognised once is recognised by being that very object,
/// which costs nothing beside a digest. Strings are held weakly and go with their connection.
/// An entry's time is not prolonged by use: the order of adding is then the order of expiry, and making room never searches.
/// </summary>
internal sealed class CredentialCache(TimeProvider time, int capacity = 10_000)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<CredentialDigest, Entry> _entries = new();
    private readonly ConditionalWeakTable<string, Entry> _seen = [];
    private readonly Queue<KeyValuePair<CredentialDigest, Entry>> _order = new();
    private readonly Lock _adding = new();

    /// <summary>How many entries there are, some of which may have expired.</summary>
    public int Count => _entries.Count;

    /// <summary>What stands for a header value in this cache.</summary>
    public CredentialDigest Digest(string authorization) => CredentialDigest.Compute(authorization, _key);

    /// <summary>Whether this header value was verified in the last minutes.</summary>
    public bool TryRecognise(string authorization, [NotNullWhen(true)] out UserAccount? account)
    {
        if (!_seen.TryGetValue(authorization, out var entry) || IsExpired(entry))
        {
            entry = Find(Digest(authorization));
            if (entry is not null)
            {
                _seen.AddOrUpdate(authorization, entry);
            }
        }

        account = entry?.Account;
        return account is not null;
    }

    public bool TryGet(in CredentialDigest digest, [NotNullWhen(true)] out UserAccount? account)
    {
        account = Find(digest)?.Account;
        return account is not null;
    }

    public void Add(in CredentialDigest digest, UserAccount account)
    {
        var entry = new Entry(account, time.GetTimestamp());
        lock (_adding)
        {
            _entries[digest] = entry;
            _order.Enqueue(KeyValuePair.Create(digest, entry));
            while (_order.Count > capacity || IsExpired(_order.Peek().Value))
            {
                // Removes nothing when the same credentials were added again since.
                _entries.TryRemove(_order.Dequeue());
            }
        }
    }

    private Entry? Find(in CredentialDigest digest) => _entries.TryGetValue(digest, out var entry) && !IsExpired(entry) ? entry : null;

    private bool IsExpired(Entry entry) => time.GetElapsedTime(entry.Added) >= Lifetime;

    private sealed class Entry(UserAccount account, long added)
    {
        public UserAccount Account { get; } = account;

        public long Added { get; } = added;
    }
}
