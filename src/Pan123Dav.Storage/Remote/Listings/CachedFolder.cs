namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>A folder's place in the cache: its last listing, and the one reading of it that may be under way.</summary>
internal sealed class CachedFolder
{
    private readonly Lock _lock = new();
    private volatile FolderListing? _listing;
    private Task<FolderListing>? _reading;
    private long _used;
    private long _noRefreshBefore = long.MinValue;
    private int _isRefreshing;

    /// <summary>What was read last; null when nothing was.</summary>
    public FolderListing? Listing
    {
        get => _listing;
        set => _listing = value;
    }

    /// <summary>Grows with each use.</summary>
    public long Used
    {
        get => Volatile.Read(ref _used);
        set => Volatile.Write(ref _used, value);
    }

    /// <summary>The reading that is under way, or the one that <paramref name="read"/> starts.</summary>
    public Task<FolderListing> Read(Func<CachedFolder, Task<FolderListing>> read)
    {
        lock (_lock)
        {
            return _reading is { IsCompleted: false } ? _reading : _reading = read(this);
        }
    }

    /// <summary>Whether the caller is the one that is to refresh the listing now; <see cref="EndRefresh"/> must follow.</summary>
    public bool TryBeginRefresh(long now) =>
        now >= Volatile.Read(ref _noRefreshBefore) && Volatile.Read(ref _isRefreshing) == 0 && Interlocked.CompareExchange(ref _isRefreshing, 1, 0) == 0;

    /// <summary>Ends the refresh. The next one may begin at <paramref name="next"/>.</summary>
    public void EndRefresh(long next)
    {
        Volatile.Write(ref _noRefreshBefore, next);
        Volatile.Write(ref _isRefreshing, 0);
    }
}
