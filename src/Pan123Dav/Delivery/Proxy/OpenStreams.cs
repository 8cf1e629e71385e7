using System.Collections.Concurrent;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>The files that are passed on at the moment, and their end when an administrator says so.</summary>
internal sealed class OpenStreams(TimeProvider timeProvider)
{
    /// <summary>How long a stopped file is refused to its user: players ask again at once for what broke off.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, OpenStream> _open = new();
    private readonly ConcurrentDictionary<(string User, StoragePath Path), DateTimeOffset> _stopped = new();
    private long _last;

    /// <summary>One more, until it is disposed of.</summary>
    /// <param name="request">Whose and which.</param>
    /// <param name="transfer">Counts what was passed on.</param>
    /// <param name="stop">Ends it.</param>
    public OpenStream Open(in FileRequest request, PaidTransfer transfer, Action stop)
    {
        var stream = new OpenStream(this, Interlocked.Increment(ref _last), request.User, request.Path, timeProvider.GetUtcNow(), transfer, stop);
        _open[stream.Id] = stream;
        return stream;
    }

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<OpenStream> List() => [.. _open.Values.OrderByDescending(static stream => stream.Id)];

    /// <summary>Ends one, and refuses its file to its user for a while; false when there is none of this number.</summary>
    public bool TryStop(long id)
    {
        if (!_open.TryGetValue(id, out var stream))
        {
            return false;
        }

        var now = timeProvider.GetUtcNow();
        foreach (var (key, until) in _stopped)
        {
            if (until <= now)
            {
                _stopped.TryRemove(key, out _);
            }
        }

        _stopped[(stream.User, stream.Path)] = now + Pause;
        stream.Stop();
        return true;
    }

    /// <summary>Refuses what was stopped a moment ago.</summary>
    /// <exception cref="DavException">429.</exception>
    public void ThrowIfStopped(in FileRequest request)
    {
        if (_stopped.TryGetValue((request.User, request.Path), out var until) && until - timeProvider.GetUtcNow() is { Ticks: > 0 } left)
        {
            throw new DavException(StatusCodes.Status429TooManyRequests, "An administrator has stopped this file. Wait, and try again.")
            {
                RetryAfter = left,
                Headers = [new(DeliveryHeader.Name, DeliveryHeader.Proxy)],
            };
        }
    }

    internal void Close(OpenStream stream) => _open.TryRemove(stream.Id, out _);
}

/// <summary>A file that is passed on to somebody.</summary>
internal sealed class OpenStream(
    OpenStreams all, long id, string user, StoragePath path, DateTimeOffset started, PaidTransfer transfer, Action stop) : IDisposable
{
    /// <summary>Tells it from all others of this process.</summary>
    public long Id { get; } = id;

    public string User { get; } = user;

    /// <summary>Where the file stands in the drive.</summary>
    public StoragePath Path { get; } = path;

    public DateTimeOffset Started { get; } = started;

    /// <summary>Bytes that were passed on until now.</summary>
    public long Bytes => transfer.PassedOn;

    public void Stop() => stop();

    public void Dispose() => all.Close(this);
}
