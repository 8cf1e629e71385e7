using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Emulator;

/// <summary>What the host was asked. Safe to read at any time; a request is counted before it is answered.</summary>
public sealed class EmulatorStatistics
{
    private readonly ConcurrentDictionary<(string Path, string Method), long> _byFile = new();
    private long _total;
    private long _refused;
    private long _notFound;
    private long _withAuthorization;
    private long _withCookie;
    private long _bytesSent;
    private long _remoteAuth;
    private int _running;
    private int _mostRunning;

    /// <summary>All requests.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Those answered 400, 403 or 405: a link, a path or a method that the host does not take.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Those for a file that is not there.</summary>
    public long NotFound => Volatile.Read(ref _notFound);

    /// <summary>Those that brought an <c>Authorization</c> header, which is never the host's to see.</summary>
    public long WithAuthorization => Volatile.Read(ref _withAuthorization);

    /// <summary>Those that brought a <c>Cookie</c> header.</summary>
    public long WithCookie => Volatile.Read(ref _withCookie);

    /// <summary>How often the address of <see cref="EmulatorSwitches.RemoteAuth"/> was asked.</summary>
    public long RemoteAuthCalls => Volatile.Read(ref _remoteAuth);

    /// <summary>Bytes of content handed to the network.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>How many are being answered now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The most that were ever answered at once.</summary>
    public int MaxRunning => Volatile.Read(ref _mostRunning);

    /// <summary>How many GET and HEAD requests with a good link named <paramref name="path"/> (percent-decoded).</summary>
    public long Count(string path) => Count(path, HttpMethods.Get) + Count(path, HttpMethods.Head);

    /// <summary>How many requests with a good link and <paramref name="method"/> (GET or HEAD) named <paramref name="path"/>.</summary>
    public long Count(string path, string method) => _byFile.GetValueOrDefault((path, method));

    /// <summary>The files that were asked for, and how often.</summary>
    public IReadOnlyDictionary<string, long> ByPath() =>
        _byFile.GroupBy(entry => entry.Key.Path).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value));

    internal void Begin(HttpRequest request)
    {
        Interlocked.Increment(ref _total);
        Interlocked.Add(ref _withAuthorization, request.Headers.ContainsKey("Authorization") ? 1 : 0);
        Interlocked.Add(ref _withCookie, request.Headers.ContainsKey("Cookie") ? 1 : 0);

        var running = Interlocked.Increment(ref _running);
        var most = MaxRunning;
        while (running > most)
        {
            most = Interlocked.CompareExchange(ref _mostRunning, running, most);
        }
    }

    internal void End() => Interlocked.Decrement(ref _running);

    internal void AddRefused() => Interlocked.Increment(ref _refused);

    internal void AddRemoteAuth() => Interlocked.Increment(ref _remoteAuth);

    internal void AddNotFound() => Interlocked.Increment(ref _notFound);

    internal void AddBytes(long count) => Interlocked.Add(ref _bytesSent, count);

    internal void AddFile(string path, string method) => _byFile.AddOrUpdate((path, method), 1, static (_, count) => count + 1);
}
