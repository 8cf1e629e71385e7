using System.Text;
using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Storage.UrlTree.Watching;

namespace Pan123Dav.Storage.Mounts;

/// <summary>Reads the trees of mounts, side by side, and starts to watch their files once all are good.</summary>
internal sealed class MountLoader(StorageServices services, TimeSpan pollInterval)
{
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
            return new MountTableResult(null, diagnostics) { Files = loads.Sum(load => load.Files), Collections = loads.Sum(load => load.Collections) };
        }

        foreach (var load in loads)
        {
            load.Start?.Invoke();
        }

        return new MountTableResult(new MountTable([.. loads.Select(load => load.Mount!)]), diagnostics);
    }

    private static MountDiagnostic[] Diagnose(int index, IEnumerable<(string Key, TreeDiagnostic Diagnostic)> advice) =>
        [.. advice.Select(item => new MountDiagnostic(index, GetKey(index, item.Key), item.Diagnostic))];

    private static string GetKey(int index, string name) => $"Pan123Dav:Mounts:{index}:{name}";

    private MountLoad Load(int index, MountOptions options) => options.Remote is null ? LoadTree(index, options) : LoadRemote(index, options);

    // 123 is asked behind the start: whether it answers or not, the gateway serves.
    private MountLoad LoadRemote(int index, MountOptions options)
    {
        if (RemoteStorages.Create(options, services) is not { } storage)
        {
            return new MountLoad(null, [new(index, GetKey(index, nameof(options.Type)), NotThereYet)], null);
        }

        var advice = MountAdvice.FindInOptions(options).ToArray();
        return new MountLoad(new Mount(options, storage), Diagnose(index, advice), () =>
        {
            Warn(options, advice);
            storage.Start();
        });
    }

    private MountLoad LoadTree(int index, MountOptions options)
    {
        var rules = new TreeTextRules(options.Path.IsRoot ? services.ReservedNames : [], services.IsSecure && options.LinksReachClients);
        var storage = new UrlTreeStorage(options, services.TimeProvider, services.Prepare, rules);
        var source = options.OriginUrlsFile ?? GetKey(index, nameof(options.OriginUrls));
        TreeFileStamp stamp = default;
        UrlTreeParseResult result;
        try
        {
            result = options.OriginUrlsFile is { } path
                ? TreeFile.Load(path, storage, out stamp)
                : UrlTreeText.Parse(Encoding.UTF8.GetBytes(options.OriginUrls ?? ""), storage, rules);
        }
        catch (Exception exception) when (TreeFile.Describe(exception) is { } problem)
        {
            return new MountLoad(new Mount(options, storage), [new(index, source, new TreeDiagnostic(0, 0, TreeSeverity.Error, "file", problem))], null);
        }

        var diagnostics = result.Diagnostics.Select(diagnostic => new MountDiagnostic(index, source, diagnostic)).ToList();
        var advice = MountAdvice.FindInOptions(options).Concat(result.Table is { } table ? MountAdvice.FindInTree(options, table) : []).ToArray();
        diagnostics.AddRange(Diagnose(index, advice));
        storage.Table = result.Table ?? storage.Table;
        return new MountLoad(new Mount(options, storage), diagnostics, () =>
        {
            TreeReport.Write(_logger, options.ToString(), source, result);
            Warn(options, advice);
            Watch(storage, stamp);
        })
        {
            Files = result.Files,
            Collections = result.Collections,
        };
    }

    private void Warn(MountOptions options, IEnumerable<(string Key, TreeDiagnostic Diagnostic)> advice)
    {
        foreach (var (_, diagnostic) in advice)
        {
            Log.MountWarning(_logger, options.ToString(), diagnostic.Message);
        }
    }

    private void Watch(UrlTreeStorage storage, TreeFileStamp stamp)
    {
        if (services.IsWatching && storage.Options.OriginUrlsFile is { } path)
        {
            storage.Own(
                new TreeFileWatcher(
                    new TreeFilePoll(path, stamp, storage, table => MountAdvice.FindInTree(storage.Options, table).Select(item => item.Diagnostic), _logger),
                    pollInterval, services.TimeProvider, _logger));
        }
    }

    private sealed record MountLoad(Mount? Mount, IReadOnlyList<MountDiagnostic> Diagnostics, Action? Start)
    {
        public int Files { get; init; }

        public int Collections { get; init; }
    }
}
