using System.Text;
using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Storage;

/// <summary>Reads the trees of mounts, side by side, and starts to watch their files once all are good.</summary>
internal sealed class MountLoader(StorageServices services, TimeSpan pollInterval)
{
    private static readonly TreeDiagnostic Unsigned = new(0, 0, TreeSeverity.Warning, "unsigned",
        "There is no private key, so links go out unsigned. Set 'PrivateKey' and switch URL authentication on at 123, or use the type 'UrlTree' for links that need none.");

    private static readonly TreeDiagnostic NotThereYet = new(0, 0, TreeSeverity.Error, "type", "is a type that this version cannot mount. Use another.");

    private readonly ILogger _logger = services.LoggerFactory.CreateLogger<MountTable>();

    public async Task<MountTableResult> LoadAsync(IReadOnlyList<MountOptions> mounts, MountTable? previous, CancellationToken cancellationToken)
    {
        var loads = new MountLoad[mounts.Count];
        await Parallel.ForAsync(0, mounts.Count, cancellationToken, (index, _) =>
        {
            var kept = previous?.Mounts.FirstOrDefault(mount => mount.Options == mounts[index]);
            loads[index] = kept is not null ? new MountLoad(kept, [], null) : Load(index, mounts[index]);
            return default;
        }).ConfigureAwait(false);

        var diagnostics = loads.SelectMany(load => load.Diagnostics).ToArray();
        if (MountTableResult.HasErrors(diagnostics))
        {
            return new MountTableResult(null, diagnostics);
        }

        foreach (var load in loads)
        {
            load.Start?.Invoke();
        }

        return new MountTableResult(new MountTable([.. loads.Select(load => load.Mount)]), diagnostics);
    }

    private static string KeyOf(int index, string name) => $"Pan123Dav:Mounts:{index}:{name}";

    private MountLoad Load(int index, MountOptions options) => options.Remote is null ? LoadTree(index, options) : LoadRemote(index, options);

    // 123 is asked behind the start: whether it answers or not, the gateway serves.
    private MountLoad LoadRemote(int index, MountOptions options)
    {
        if (RemoteStorages.Create(options, services) is not { } storage)
        {
            return new MountLoad(new Mount(options, DetachedStorage.Instance), [new(index, KeyOf(index, nameof(options.Type)), NotThereYet)], null);
        }

        var isUnsigned = options is { PrivateKey: "", Remote: OpenPlatformOptions { Link: OpenPlatformLink.DirectLink } };
        return new MountLoad(new Mount(options, storage), isUnsigned ? [new(index, KeyOf(index, nameof(options.PrivateKey)), Unsigned)] : [], () =>
        {
            if (isUnsigned)
            {
                Log.MountWarning(_logger, options.ToString(), Unsigned.Message);
            }

            storage.Start();
        });
    }

    private MountLoad LoadTree(int index, MountOptions options)
    {
        var storage = new UrlTreeStorage(options, services.TimeProvider, services.Prepare);
        var source = options.OriginUrlsFile ?? KeyOf(index, nameof(options.OriginUrls));
        TreeFileStamp stamp = default;
        UrlTreeParseResult result;
        try
        {
            result = options.OriginUrlsFile is { } path
                ? TreeFile.Load(path, storage, out stamp)
                : UrlTreeText.Parse(Encoding.UTF8.GetBytes(options.OriginUrls ?? ""), storage);
        }
        catch (Exception exception) when (TreeFile.Describe(exception) is { } problem)
        {
            return new MountLoad(new Mount(options, storage), [new(index, source, new TreeDiagnostic(0, 0, TreeSeverity.Error, "file", problem))], null);
        }

        var diagnostics = result.Diagnostics.Select(diagnostic => new MountDiagnostic(index, source, diagnostic)).ToList();
        if (options is { Type: MountType.DirectLink, PrivateKey: "" })
        {
            diagnostics.Add(new(index, KeyOf(index, nameof(options.PrivateKey)), Unsigned));
        }

        storage.Table = result.Table ?? storage.Table;
        return new MountLoad(new Mount(options, storage), diagnostics, () => Start(storage, source, result, stamp));
    }

    private void Start(UrlTreeStorage storage, string source, UrlTreeParseResult result, TreeFileStamp stamp)
    {
        var mount = storage.Options.ToString();
        TreeReport.Write(_logger, mount, source, result);
        if (storage.Options is { Type: MountType.DirectLink, PrivateKey: "" })
        {
            Log.MountWarning(_logger, mount, Unsigned.Message);
        }

        if (services.IsWatching && storage.Options.OriginUrlsFile is { } path)
        {
            storage.Own(new TreeFileWatcher(new TreeFilePoll(path, stamp, storage, _logger), pollInterval, services.TimeProvider, _logger));
        }
    }

    private sealed record MountLoad(Mount Mount, IReadOnlyList<MountDiagnostic> Diagnostics, Action? Start);
}
