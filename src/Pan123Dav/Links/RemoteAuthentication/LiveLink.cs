using Pan123Dav.Budgets;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>A link that has not expired, and who used it. Everything may be called by any number of threads.</summary>
/// <param name="number">Its number.</param>
/// <param name="user">Whose it is; null for the gateway's own.</param>
/// <param name="path">Where its file stands in the drive.</param>
/// <param name="expires">When it ends, in Unix seconds.</param>
/// <param name="charge">What its file has cost; null where nobody knows.</param>
internal sealed class LiveLink(long number, string? user, StoragePath path, long expires, FileCharge? charge)
{
    // More than any setting lets use a link.
    private const int MaxAgreed = 64;

    private readonly Lock _gate = new();
    private volatile ulong[] _addresses = [];
    private long _requests;
    private long _refused;
    private long _toldRequests;
    private long _toldRefused;
    private int _isQueued;
    private int _agreed;
    private int _warned;
    private int _used;

    public long Number => number;

    /// <summary>Whether another gateway made it, or remembers it first.</summary>
    public bool IsHeardOf { get; init; }

    public string? User => user;

    public StoragePath Path => path;

    public long Expires => expires;

    public FileCharge? Charge => charge;

    /// <summary>How many addresses have used it.</summary>
    public int Addresses => _addresses.Length;

    /// <summary>How often 123 was told to serve it.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>How often 123 was told not to.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Whether <paramref name="address"/> is one of the first <paramref name="most"/> that used it; it becomes one while there is room.</summary>
    public bool TryUse(ulong address, int most) => TryUse(address, most, out _);

    /// <summary>The same, and whether it became one by this.</summary>
    public bool TryUse(ulong address, int most, out bool isNew)
    {
        isNew = false;
        var known = _addresses;
        var index = Array.IndexOf(known, address);
        if (index >= 0 || known.Length >= most)
        {
            return index >= 0 && index < most;
        }

        lock (_gate)
        {
            known = _addresses;
            index = Array.IndexOf(known, address);
            if (index < 0 && known.Length < most)
            {
                _addresses = [.. known, address];
                return isNew = true;
            }

            return index >= 0 && index < most;
        }
    }

    /// <summary>All gateways have heard of <paramref name="address"/>, in the same order: those that only this one knows stand behind it.</summary>
    public void Agree(ulong address)
    {
        lock (_gate)
        {
            if (_agreed < MaxAgreed && Array.IndexOf(_addresses, address, 0, _agreed) < 0)
            {
                _addresses = [.. _addresses[.._agreed], address, .. _addresses[_agreed..].Where(other => other != address)];
                _agreed++;
            }
        }
    }

    /// <summary>Counts what other gateways answered.</summary>
    public void CountOthers(long requests, long refused)
    {
        Interlocked.Add(ref _toldRequests, requests);
        Interlocked.Add(ref _toldRefused, refused);
        Interlocked.Add(ref _requests, requests);
        Interlocked.Add(ref _refused, refused);
    }

    /// <summary>Whether it stands in no queue of links whose counts changed; it does from now on.</summary>
    public bool TryQueue() => Volatile.Read(ref _isQueued) == 0 && Interlocked.Exchange(ref _isQueued, 1) == 0;

    /// <summary>What was counted since this was asked last. By one at a time.</summary>
    public (long Requests, long Refused) TakeUntold()
    {
        Volatile.Write(ref _isQueued, 0);
        var untold = (Requests: Requests - Volatile.Read(ref _toldRequests), Refused: Refused - Volatile.Read(ref _toldRefused));
        Interlocked.Add(ref _toldRequests, untold.Requests);
        Interlocked.Add(ref _toldRefused, untold.Refused);
        return untold;
    }

    /// <summary>Counts a request that was granted or not.</summary>
    public void Count(bool isGranted)
    {
        if (Volatile.Read(ref _used) == 0)
        {
            Volatile.Write(ref _used, 1);
        }

        Interlocked.Increment(ref isGranted ? ref _requests : ref _refused);
    }

    /// <summary>Whether nobody was told yet that the link is passed on.</summary>
    public bool TryWarn() => Volatile.Read(ref _warned) == 0 && Interlocked.Exchange(ref _warned, 1) == 0;

    /// <summary>Whether it was used since this was asked last.</summary>
    public bool TakeUsed() => Interlocked.Exchange(ref _used, 0) != 0;
}
