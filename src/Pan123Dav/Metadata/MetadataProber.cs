using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>
/// Learns what trees leave out, a few files at a time and at a gentle pace, each file once however many ask for
/// it. What a client waits for goes before what a listing has asked for.
/// </summary>
internal sealed class MetadataProber(
    IOptionsMonitor<ProbeOptions> options, IContentProbe probe, MetadataStore store,
    ProbeFailures failures, TimeProvider timeProvider, ILogger<MetadataProber> logger)
    : IHostedService, IEntryMetadata, IDisposable
{
    // What does not fit is asked for by the next listing.
    private const int MaxWaiting = 100_000;

    // HEAD and a player wait longer than a listing: without its length a file is of little use.
    private static readonly TimeSpan FileWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<UInt128, ProbeJob> _jobs = [];
    private readonly ConcurrentQueue<ProbeJob> _urgent = [];
    private readonly ConcurrentQueue<ProbeJob> _ordinary = [];
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly SemaphoreSlim _freed = new(0);
    private CancellationTokenSource? _stopping;
    private Task _serving = Task.CompletedTask;
    private int _running;

    public bool MayLack(StorageEntry entry) =>
        entry.IsCollection ? entry.Table.HasUnknownLengths || entry.Mount is null : IsToBeAsked(entry);

    public async ValueTask CompleteAsync(IEnumerable<StorageEntry> entries, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!settings.Enabled)
        {
            return;
        }

        var jobs = new List<Task>();
        foreach (var entry in entries)
        {
            if (IsToBeAsked(entry) && Ask(entry, _ordinary, again: false) is { } job)
            {
                jobs.Add(job);
            }
        }

        await WaitAsync(jobs, settings.ListingWait, cancellationToken);
    }

    public async ValueTask CompleteAsync(StorageEntry file, CancellationToken cancellationToken)
    {
        if (IsToBeAsked(file) && options.CurrentValue.Enabled && Ask(file, _urgent, again: false) is { } job)
        {
            await WaitAsync([job], FileWait, cancellationToken);
        }
    }

    public void Invalidate(StorageEntry file)
    {
        if (file.Mount?.Remote is not null)
        {
            return;
        }

        var key = MetadataKey.Create(file);
        if (store.Remove(file, key))
        {
            failures.Add(key);
        }
    }

    /// <summary>Asks for one file now, also when it failed lately: null when something was learnt, else what went wrong.</summary>
    public Task<string?> LearnAsync(StorageEntry file) => Ask(file, _ordinary, again: true)!;

    /// <summary>
    /// Begins to serve. No <see cref="BackgroundService"/>: that one is cancelled before its first line when the host fails to start on a busy machine, as with
    /// a port that is taken, and the host then logs it as a failure with a stack trace.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stoppingToken = _stopping.Token;
        _serving = Task.Run(() => ServeUntilStoppedAsync(stoppingToken), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await (_stopping?.CancelAsync() ?? Task.CompletedTask);
        await _serving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        // A host that failed to start disposes of what it never stopped, and once for each service that this is.
        if (Interlocked.Exchange(ref _stopping, null) is { } stopping)
        {
            stopping.Cancel();
            stopping.Dispose();
        }

        _waiting.Dispose();
        _freed.Dispose();
    }

    private async Task ServeUntilStoppedAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ServeAsync(stoppingToken);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The gateway is stopping, or never came to start.
        }
    }

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _waiting.WaitAsync(stoppingToken);
            while (Volatile.Read(ref _running) >= options.CurrentValue.Concurrency)
            {
                await _freed.WaitAsync(stoppingToken);
            }

            if ((_urgent.TryDequeue(out var job) || _ordinary.TryDequeue(out job)) && job.TryClaim())
            {
                Interlocked.Increment(ref _running);
                _ = RunAsync(job, stoppingToken);
            }
        }
    }

    // What 123 lists has its length; a link for nothing else but to ask would cost the owner's calls.
    private static bool IsToBeAsked(StorageEntry file) => file.IsLengthUnsure && file.Mount?.Remote is null;

    private Task<string?>? Ask(StorageEntry file, ConcurrentQueue<ProbeJob> queue, bool again)
    {
        var key = MetadataKey.Create(file);
        if (!again && (failures.IsResting(key) || _jobs.Count >= MaxWaiting))
        {
            return null;
        }

        var fresh = new ProbeJob(file, key);
        var job = _jobs.GetOrAdd(key, fresh);
        if (ReferenceEquals(job, fresh) || ReferenceEquals(queue, _urgent))
        {
            queue.Enqueue(job);
            _waiting.Release();
        }

        // Another tree, or another file of this one, may have the same address.
        return ReferenceEquals(job, fresh) ? job.Done : ShareAsync(job, file);
    }

    private async Task<string?> ShareAsync(ProbeJob job, StorageEntry file)
    {
        var problem = await job.Done;
        if (problem is null)
        {
            store.Show(file, job.Key);
        }

        return problem;
    }

    private async Task RunAsync(ProbeJob job, CancellationToken stoppingToken)
    {
        string? problem = "the gateway is stopping";
        try
        {
            if (store.Find(job.File, job.Key))
            {
                problem = null;
                return;
            }

            (var learnt, problem) = await probe.AskAsync(job.File,
                ContentTypes.GetText(job.File.Name) is "text/html" or "application/xhtml+xml", stoppingToken);
            if (learnt is { } metadata)
            {
                store.Add(job.File, job.Key, metadata);
                failures.Remove(job.Key);
                problem = null;
            }
            else
            {
                var resource = job.File.Table.GetPath(job.File.Index);
                Log.NotLearnt(logger, failures.Add(job.Key) ? LogLevel.Warning : LogLevel.Debug, resource, problem);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever waits gets what is known.
        }
        catch (Exception e)
        {
            problem = "the gateway failed at it";
            failures.Add(job.Key);
            var resource = job.File.Table.GetPath(job.File.Index);
            Log.ProbeFailed(logger, resource, e);
        }
        finally
        {
            _jobs.TryRemove(job.Key, out _);
            job.Complete(problem);
            Interlocked.Decrement(ref _running);
            Free();
        }
    }

    private void Free()
    {
        try
        {
            _freed.Release();
        }
        catch (ObjectDisposedException)
        {
            // The gateway has stopped.
        }
    }

    private async ValueTask WaitAsync(List<Task> jobs, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0 || limit == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.WhenAll(jobs).WaitAsync(limit, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The rest goes on in the background.
        }
    }
}
