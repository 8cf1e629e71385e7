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
    private readonly Lock _gate = new();
    private volatile ulong[] _addresses = [];
    private long _requests;
    private long _refused;
    private int _warned;
    private int _used;

    public long Number => number;

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
    public bool TryUse(ulong address, int most)
    {
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
                return true;
            }

            return index >= 0 && index < most;
        }
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
