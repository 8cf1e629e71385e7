using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Metadata;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Tokens;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Gateway;

/// <summary>Makes a state of the configuration and the tree texts as they are now.</summary>
internal sealed class SnapshotLoader(
    IConfiguration configuration,
    IHostEnvironment environment,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory,
    MetadataStore metadata,
    IStorageHttpClients clients,
    ITokenStore tokens,
    ApiRates rates,
    DataFolder folder,
    DataDirectory directory,
    LimitedPasswordHasher hasher,
    GatewayMetrics metrics,
    ILogger<SnapshotLoader> logger,
    IHostApplicationLifetime lifetime)
{
    // In rows: parsing fewer leaves a few megabytes behind at most.
    private const int LargeTree = 100_000;

    /// <param name="previous">Mounts whose options did not change are taken over from here, with their trees.</param>
    /// <param name="holdsFolder">Takes hold of the data folder first, as only a gateway that serves does.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="GatewayStartException">Something is wrong; nothing was made.</exception>
    public async Task<GatewaySnapshot> LoadAsync(MountTable? previous, bool holdsFolder, CancellationToken cancellationToken)
    {
        var (options, errors) = GatewayOptions.Read(configuration, environment.ContentRootPath, timeProvider);
        if (options is null)
        {
            throw new GatewayStartException(errors, []);
        }

        if (holdsFolder)
        {
            // Before anything is asked or written in its name.
            if (folder.Hold(options.DataDirectory, options.IsShared) is { } problem)
            {
                throw new GatewayStartException(
                    [new ConfigurationError($"{GatewayOptions.SectionName}:{nameof(GatewayOptions.DataDirectory)}", problem)], []);
            }
        }

        directory.TrySet(options.DataDirectory);
        var services = new StorageServices
        {
            TimeProvider = timeProvider,
            LoggerFactory = loggerFactory,
            Prepare = metadata.ApplyKnown,
            HttpClients = clients,
            Tokens = tokens,
            Rates = rates,
            Answered = metrics.CountStorageAnswer,
            Stopping = lifetime.ApplicationStopped,
            ReservedNames = options.PathBase.IsRoot ? ReservedNames.All : [],
            IsSecure = options.IsSecure,
        };
        var result = await MountTable.LoadAsync(options.Mounts, previous, services, cancellationToken);
        if (result.Table is not { } mounts)
        {
            throw new GatewayStartException([], result.Diagnostics);
        }

        if (previous is null && mounts.Mounts.Sum(mount => (mount.Storage as ITreeStorage)?.Table.Count ?? 0) > LargeTree)
        {
            // What parsing left behind would stay for as long as links are made, which fill no large arrays. Nobody is served yet.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        var paths = await PathAdvice.FindAsync(options, mounts, cancellationToken);
        return CreateSnapshot(options with { Warnings = [.. options.Warnings, .. paths] }, mounts);
    }

    /// <summary>A snapshot of options that were checked.</summary>
    public GatewaySnapshot CreateSnapshot(GatewayOptions options, MountTable mounts) => GatewaySnapshot.Create(options, mounts, hasher, timeProvider, logger);
}
