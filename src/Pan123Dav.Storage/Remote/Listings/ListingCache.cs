using System.Collections.Concurrent;

namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>
/// The listings of the folders used last, stale while they are revalidated: an old one is answered once more and read again in the background; it
/// stays while that fails. However many ask for a folder, it is read once. A hit costs two dictionary lookups at most and takes no lock.
/// </summary>
/// <param name="read">Reads a folder.</param>
/// <param name="options">How many, and how old.</param>
/// <param name="health">Is told of each reading.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ListingCache(Func<RemoteId, Task<FolderListing>> read, RemoteOptions options, RemoteHealth health, TimeProvider timeProvider)
    : IDisposable
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RemoteId, CachedFolder> _folders = [];
    private readonly Lock _evicting = new();
    private long _uses;
    private volatile bool _isDisposed;

    /// <summary>How many listings there are.</summary>
    public int Count => _folders.Count;

    /// <summary>A folder's listing.</summary>
    /// <exception cref="StorageException">It is not there, and cannot be had.</exception>
    public ValueTask<FolderListing> GetAsync(RemoteId folder, CancellationToken cancellationToken) =>
        TryGet(folder) is { } listing ? new(listing) : new(LoadAsync(folder, cancellationToken));

    /// <summary>A folder's listing where it is kept; it is refreshed behind the answer when it is old.</summary>
    public FolderListing? TryGet(RemoteId folder)
    {
        if (!_folders.TryGetValue(folder, out var cached) || cached.Listing is not { } listing)
        {
            return null;
        }

        cached.Used = Interlocked.Increment(ref _uses);
        if (timeProvider.GetElapsedTime(listing.ReadAt) >= options.ListingAge && !_isDisposed && cached.TryBeginRefresh(timeProvider.GetTimestamp()))
        {
            _ = RefreshAsync(folder, cached);
        }

        return listing;
    }

    /// <summary>A folder's listing where it is kept, without counting as a use of it.</summary>
    public FolderListing? TryPeek(RemoteId folder) => _folders.TryGetValue(folder, out var cached) ? cached.Listing : null;

    /// <summary>Nothing is refreshed from here on; what is asked for is still given.</summary>
    public void Dispose() => _isDisposed = true;

    private Task<FolderListing> LoadAsync(RemoteId folder, CancellationToken cancellationToken)
    {
        var cached = _folders.GetOrAdd(folder, static _ => new CachedFolder());
        cached.Used = Interlocked.Increment(ref _uses);

        // The reading is everybody's: it goes on when one who waits for it goes away.
        return cached.Read(c => ReadAsync(folder, c)).WaitAsync(cancellationToken);
    }

    private async Task RefreshAsync(RemoteId folder, CachedFolder cached)
    {
        var rest = TimeSpan.Zero;
        try
        {
            await cached.Read(c => ReadAsync(folder, c)).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // Told of by the reading; the old listing serves on.
            rest = RestAfterFailure < options.ListingAge ? RestAfterFailure : options.ListingAge;
        }
        finally
        {
            cached.EndRefresh(timeProvider.GetTimestamp() + (long)(rest.TotalSeconds * timeProvider.TimestampFrequency));
        }
    }

    private async Task<FolderListing> ReadAsync(RemoteId folder, CachedFolder cached)
    {
        // Off the caller's thread, which holds the lock of its folder.
        await Task.Yield();
        try
        {
            var listing = await read(folder).ConfigureAwait(false);
            cached.Listing = listing;
            health.Succeeded(folder);
            Evict();
            return listing;
        }
        catch (Exception exception)
        {
            var fault = GetFault(folder, exception);
            health.Failed(folder, fault);
            if (fault.Error == StorageError.NotFound)
            {
                cached.Listing = null;
            }

            if (cached.Listing is null)
            {
                _folders.TryRemove(new(folder, cached));
            }

            throw fault;
        }
    }

    // Whatever it was, one mount's trouble is no reason for a 500.
    private StorageException GetFault(RemoteId folder, Exception exception) => exception switch
    {
        // Anything else may have been deleted; this was never there, or the owner wants to know.
        StorageException { Error: StorageError.NotFound } when folder == options.Root => new StorageException(
            StorageError.Unavailable, $"The folder that is mounted is not there. Look at {options.RootKey}. {exception.Message}", exception),
        StorageException fault => fault,
        _ => new StorageException(StorageError.Unavailable, $"{options.Service} could not be asked ({exception.GetType().Name}).", exception),
    };

    private void Evict()
    {
        lock (_evicting)
        {
            while (_folders.Count > options.CachedFolders)
            {
                var oldest = _folders.Where(folder => folder.Value.Listing is not null).MinBy(folder => folder.Value.Used);
                if (oldest.Value is null || !_folders.TryRemove(oldest))
                {
                    return;
                }
            }
        }
    }
}
