using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Remote;

/// <summary>
/// A drive that is asked folder by folder, as a tree of paths: what was listed is kept, names are made
/// fit for paths, and a path is walked down listing by listing.
/// </summary>
internal class RemoteStorage : IRemoteStorage, IAsyncDisposable
{
    // Names that were told of are not told of again; what does not fit is kept silent about.
    private const int MaxWarnings = 10_000;

    private readonly IRemoteDrive _drive;
    private readonly ListingCache _cache;
    private readonly RemoteHealth _health;
    private readonly FolderReader _reader;
    private readonly FolderListing _root;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<RemoteId, bool> _warned = [];
    private readonly ConcurrentDictionary<RemoteId, bool> _doubted = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _start = Task.CompletedTask;
    private int _isDisposed;

    /// <param name="options">With <see cref="MountOptions.Remote"/>.</param>
    /// <param name="drive">Who is asked.</param>
    /// <param name="services">Clock and log.</param>
    public RemoteStorage(MountOptions options, IRemoteDrive drive, StorageServices services)
    {
        var remote = options.Remote ?? throw new ArgumentException("The mount has no remote options.", nameof(options));
        Options = options;
        _drive = drive;
        _timeProvider = services.TimeProvider;
        _logger = services.LoggerFactory.CreateLogger<RemoteStorage>();
        _reader = new FolderReader(drive, ReportMissing);
        _health = new RemoteHealth(options, _timeProvider, _logger);
        _cache = new ListingCache(ReadAsync, remote, _health, _timeProvider);
        _root = new FolderListing(this, remote.Root, [], 0);
    }

    /// <summary>What it was mounted with.</summary>
    public MountOptions Options { get; }

    public bool IsDegraded => _health.IsDegraded || _drive.IsSignInRefused;

    public string? Problem => _health.Problem ?? (_drive.IsSignInRefused ? "the sign-in is refused" : null);

    public long? NewestModified => _root.Table.Root.Modified;

    /// <summary>How many folders' listings are kept at the moment.</summary>
    public int CachedFolders => _cache.Count;

    /// <summary>Signs in behind the start, which never waits for 123.</summary>
    public void Start() => _start = Task.Run(StartAsync);

    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken)
    {
        var entry = _root.Table.Root;
        var segments = path.Segments;
        while (segments.MoveNext())
        {
            if (!entry.IsCollection)
            {
                return new((StorageEntry?)null);
            }

            if (_cache.TryGet(GetFolder(entry)) is not { } listing)
            {
                return WalkAsync(entry, segments, cancellationToken);
            }

            RaiseModified(entry, listing);

            if (!TryStep(listing, segments.Current.Span, ref entry))
            {
                return new((StorageEntry?)null);
            }
        }

        return new(entry);
    }

    public async ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        (await GetListingAsync(collection, cancellationToken).ConfigureAwait(false)).Table.Members(0);

    /// <summary>A link to the content of a file of this storage.</summary>
    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        new(_drive.CreateLinkAsync(GetItem(file), request, cancellationToken));

    /// <summary>Ends what goes on behind answers. What is asked for is still given.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _cache.Dispose();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _start.ConfigureAwait(false);
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What 123 says of a file of this kind of storage.</summary>
    protected static RemoteItem GetItem(StorageEntry file) => file is { IsCollection: false, Table.Owner: FolderListing listing }
        ? listing.ItemAt(file.Index)
        : throw new ArgumentException("Not a file of a storage that asks 123.", nameof(file));

    private static RemoteId GetFolder(StorageEntry collection) => collection.Table.Owner is FolderListing listing
        ? listing.FolderAt(collection.Index)
        : throw new ArgumentException("Not a collection of a storage that asks 123.", nameof(collection));

    private static bool TryStep(FolderListing listing, ReadOnlySpan<byte> name, ref StorageEntry entry)
    {
        var row = listing.Table.FindMember(0, name);
        if (row < 0)
        {
            return false;
        }

        entry = new StorageEntry(listing.Table, row);
        return true;
    }

    private async ValueTask<FolderListing> GetListingAsync(StorageEntry collection, CancellationToken cancellationToken)
    {
        var listing = await _cache.GetAsync(GetFolder(collection), cancellationToken).ConfigureAwait(false);
        RaiseModified(collection, listing);
        return listing;
    }

    // What is known of a folder's members is known of the folder.
    private static void RaiseModified(StorageEntry collection, FolderListing listing)
    {
        if (listing.Table.Root.Modified is { } newest)
        {
            collection.Table.RaiseModified(collection.Index, newest);
        }
    }

    // A listing read anew knows only what 123 says of the folders in it; what is known of their members stays.
    private void RaiseKnown(FolderListing listing)
    {
        foreach (var member in listing.Table.Members(0))
        {
            if (member.IsCollection && _cache.TryPeek(GetFolder(member)) is { } known)
            {
                RaiseModified(member, known);
            }
        }
    }

    // Goes on with the segment at hand where a listing must be asked for.
    private async ValueTask<StorageEntry?> WalkAsync(StorageEntry entry, StoragePathSegments segments, CancellationToken cancellationToken)
    {
        do
        {
            if (!entry.IsCollection
                || await TryListAsync(entry, cancellationToken).ConfigureAwait(false) is not { } listing
                || !TryStep(listing, segments.Current.Span, ref entry))
            {
                return null;
            }
        }
        while (segments.MoveNext());

        return entry;
    }

    private async Task StartAsync()
    {
        try
        {
            await _drive.StartAsync(_stopping.Token).ConfigureAwait(false);
            _health.Succeeded(null);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The mount is gone before it began.
        }
        catch (StorageException exception)
        {
            _health.SignInFailed(exception);
        }
        catch (Exception exception)
        {
            _health.SignInFailed(new StorageException(StorageError.Unavailable, exception.Message, exception));
        }
    }

    // A folder that was listed a moment ago and is gone is absent.
    private async ValueTask<FolderListing?> TryListAsync(StorageEntry collection, CancellationToken cancellationToken)
    {
        try
        {
            return await GetListingAsync(collection, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.Error == StorageError.NotFound)
        {
            return null;
        }
    }

    private void ReportMissing(RemoteId folder, long missing)
    {
        if (_doubted.Count < MaxWarnings && _doubted.TryAdd(folder, true))
        {
            Log.Miscounted(_logger, Options.ToString(), folder, missing);
        }
    }

    private async Task<FolderListing> ReadAsync(RemoteId folder)
    {
        var items = await _reader.ReadAsync(folder, CancellationToken.None).ConfigureAwait(false);
        if (items.Count == 0 && _drive.DoubtsEmptyFolders && _cache.TryPeek(folder) is { Table.Count: > 1 })
        {
            items = await _reader.ReadAsync(folder, CancellationToken.None).ConfigureAwait(false);
        }

        if (items.Count >= Options.Remote!.CutAt && _doubted.Count < MaxWarnings && _doubted.TryAdd(folder, true))
        {
            Log.MayBeCut(_logger, Options.ToString(), folder, items.Count);
        }

        var listing = new FolderListing(this, folder, items, _timeProvider.GetTimestamp());
        RaiseKnown(listing);
        foreach (var (item, name) in listing.Renamed)
        {
            if (_warned.Count < MaxWarnings && _warned.TryAdd(item.Id, true))
            {
                Log.Renamed(_logger, Options.ToString(), item.Id, folder, name);
            }
        }

        return listing;
    }
}
