using Microsoft.Extensions.Primitives;
using Pan123Dav.Admin;
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
            state.KeptOut = new KeptOutConfiguration("reloading the configuration failed", []);
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
        var found = GetMistakes(mistakes).ToList();
        foreach (var mistake in found)
        {
            if (mistake is { Line: { } line, Column: { } column, Code: { } code })
            {
                Log.TreeWrong(logger, mistake.Place, line, column, code, mistake.Message);
                continue;
            }

            Log.ConfigurationWrong(logger, mistake.Place, mistake.Message);
        }

        state.KeptOut = new KeptOutConfiguration($"the changed configuration is wrong ({found.FirstOrDefault()?.Place})", found);
        Log.OldConfigurationKept(logger);
    }

    private static IEnumerable<ConfigurationMistake> GetMistakes(GatewayStartException mistakes) =>
    [
        .. mistakes.Errors.Select(error => new ConfigurationMistake { Place = error.Key, Message = error.Message }),
        .. mistakes.Diagnostics.Where(d => d.Diagnostic.Severity == TreeSeverity.Error).GroupBy(d => d.Source, d => d.Diagnostic)
            .SelectMany(source => DiagnosticDigest.Create(source).Select(diagnostic => CreateMistake(source.Key, diagnostic))),
    ];

    private static ConfigurationMistake CreateMistake(string source, TreeDiagnostic diagnostic) => diagnostic.Line == 0
        ? new ConfigurationMistake { Place = source, Message = diagnostic.Message }
        : new ConfigurationMistake { Place = source, Line = diagnostic.Line, Column = diagnostic.Column, Code = diagnostic.Code, Message = diagnostic.Message };
}
