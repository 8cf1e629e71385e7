using System.Collections.Concurrent;

namespace Pan123Dav.Emulator.WebDav;

/// <summary>What the stand-in for 123's WebDAV was asked. Safe to read at any time; a request is counted before it is answered.</summary>
public sealed class WebDavStatistics
{
    private readonly ConcurrentDictionary<(string Method, string Path), long> _requests = new();
    private long _refused;
    private long _deep;

    /// <summary>All requests.</summary>
    public long Total => _requests.Values.Sum();

    /// <summary>Those answered 401.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Those with a Depth other than 0 and 1, which never finds anything at 123.</summary>
    public long Deep => Volatile.Read(ref _deep);

    /// <summary>Those with a method.</summary>
    public long Count(string method) => _requests.Where(entry => entry.Key.Method == method).Sum(entry => entry.Value);

    /// <summary>Those with a method for a decoded path below the root, such as <c>a/b.mkv</c>.</summary>
    public long Count(string method, string path) => _requests.GetValueOrDefault((method, path));

    internal void Add(string method, string path) => _requests.AddOrUpdate((method, path), 1, static (_, count) => count + 1);

    internal void AddRefused() => Interlocked.Increment(ref _refused);

    internal void AddDeep() => Interlocked.Increment(ref _deep);
}
