using Microsoft.Extensions.Primitives;
using Pan123Dav.Configuration;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Gateway;

/// <summary>
/// Loads the configuration before the server listens, and again whenever it changes: what is wrong then is logged and changes nothing.
/// </summary>
internal sealed class SnapshotReloadService(
    SnapshotLoader loader,
    GatewaySnapshotProvider state,
    IConfiguration configuration,
    TimeProvider timeProvider,
    ConfigurationFileFailures fileFailures,
    MetadataStore metadata,
    IEnumerable<WatchedFolder> folders,
    ILogger<SnapshotReloadService> logger) : IHostedLifecycleService, IAsyncDisposable
{
    // An editor writes in several steps, and each raises an event.
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _changes;
    private ITimer? _debounce;

    /// <summary>Loads for the first time, unless that is done, and takes hold of the data folder.</summary>
    /// <exception cref="GatewayStartException">Something is wrong, or another gateway has the folder.</exception>
    public Task LoadAsync(CancellationToken cancellationToken) => LoadAsync(holdsFolder: true, cancellationToken);

    /// <summary>The same for a command that may run beside a gateway.</summary>
    /// <exception cref="GatewayStartException">Something is wrong.</exception>
    public Task LoadBesideGatewayAsync(CancellationToken cancellationToken) => LoadAsync(holdsFolder: false, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        fileFailures.LogTo(logger);
        if (folders.Any(folder => folder.LacksNotices))
        {
            Log.FilesPolled(logger);
        }

        _debounce = timeProvider.CreateTimer(_ => _ = ReloadAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, () => _debounce.Change(Debounce, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _changes?.Dispose();
        await _stopping.CancelAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Loads anew now. Never throws: a bad configuration leaves the old one in force.</summary>
    public async Task ReloadAsync()
    {
        try
        {
            await _oneAtATime.WaitAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var old = state.Value;
            var next = WithWhatNeedsARestart(await loader.LoadAsync(old.Mounts, holdsFolder: false, _stopping.Token), old.Options);
            Apply(next);
            state.KeptOut = null;
            await old.Mounts.DisposeExceptAsync(next.Mounts);
            Log.Reloaded(logger, next.Options.Mounts.Count, next.Options.Users.Count);
        }
        catch (GatewayStartException e)
        {
            Report(e);
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
        catch (Exception e)
        {
            state.KeptOut = "reloading the configuration failed";
            Log.ReloadFailed(logger, e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _changes?.Dispose();
        _debounce?.Dispose();
        _stopping.Dispose();
        _oneAtATime.Dispose();
        if (state.IsLoaded)
        {
            await state.Value.Mounts.DisposeAsync();
        }
    }

    private async Task LoadAsync(bool holdsFolder, CancellationToken cancellationToken)
    {
        if (!state.IsLoaded)
        {
            Apply(await loader.LoadAsync(null, holdsFolder, cancellationToken));

            // The first trees were read before it was known where the database is. What 123 lists knows its lengths.
            foreach (var mount in state.Value.Mounts.Mounts.Where(mount => mount.Options.Remote is null))
            {
                if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is { } root)
                {
                    metadata.ApplyKnown(root.Table);
                }
            }
        }
    }

    private void Apply(GatewaySnapshot next)
    {
        state.Replace(next);
        foreach (var warning in next.Options.Warnings)
        {
            Log.ConfigurationDoubtful(logger, warning.Place, warning.Message);
        }
    }

    private GatewaySnapshot WithWhatNeedsARestart(GatewaySnapshot next, GatewayOptions old)
    {
        var options = RestartOnlySettings.Keep(next.Options, old, key => Log.NeedsRestart(logger, key));
        return ReferenceEquals(options, next.Options) ? next : loader.CreateSnapshot(options, next.Mounts);
    }

    private void Report(GatewayStartException mistakes)
    {
        foreach (var error in mistakes.Errors)
        {
            Log.ConfigurationWrong(logger, error.Key, error.Message);
        }

        foreach (var source in mistakes.Diagnostics.Where(d => d.Diagnostic.Severity == TreeSeverity.Error).GroupBy(d => d.Source, d => d.Diagnostic))
        {
            foreach (var diagnostic in DiagnosticDigest.Create(source))
            {
                if (diagnostic.Line == 0)
                {
                    Log.ConfigurationWrong(logger, source.Key, diagnostic.Message);
                    continue;
                }

                Log.TreeWrong(logger, source.Key, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Message);
            }
        }

        var place = mistakes.Errors.Select(error => error.Key).Concat(mistakes.Diagnostics.Select(diagnostic => diagnostic.Source)).FirstOrDefault();
        state.KeptOut = $"the changed configuration is wrong ({place})";
        Log.OldConfigurationKept(logger);
    }
}
