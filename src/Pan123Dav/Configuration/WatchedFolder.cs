using System.Collections.Concurrent;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Configuration;

/// <summary>
/// The files of one folder, without those below it. A change is told of at once where the operating system gives notice, and found by polling everywhere:
/// notices do not come through network and bind mounts nor through links, and a machine has only so many to give (<c>fs.inotify.max_user_instances</c>).
/// </summary>
internal sealed class WatchedFolder : IFileProvider, IDisposable
{
    /// <summary>The framework's own switch: no notices are asked for, whoever watches.</summary>
    public const string PollingVariable = "DOTNET_USE_POLLING_FILE_WATCHER";

    private const string AnyFile = "*";

    private readonly PhysicalFileProvider _files;
    private readonly FileSystemWatcher? _notices;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _waiting = new(StringComparer.Ordinal);
    private volatile bool _lacksNotices;

    /// <param name="root">Absolute; must exist.</param>
    /// <param name="filters">Files that are not seen.</param>
    /// <param name="listen">Begins to raise events; null for what the framework does.</param>
    public WatchedFolder(string root, ExclusionFilters filters = ExclusionFilters.None, Action<FileSystemWatcher>? listen = null)
    {
        _files = new PhysicalFileProvider(root, filters) { UsePollingFileWatcher = true, UseActivePolling = true };
        _notices = IsPollingWanted ? null : Listen(root, listen ?? (static watcher => watcher.EnableRaisingEvents = true));
    }

    /// <summary>Whether notices were asked for and cannot be had: changes are found a few seconds later.</summary>
    public bool LacksNotices => _lacksNotices;

    private static bool IsPollingWanted =>
        Environment.GetEnvironmentVariable(PollingVariable) is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath) => _files.GetFileInfo(subpath);

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

    /// <inheritdoc/>
    public IChangeToken Watch(string filter)
    {
        var polled = _files.Watch(filter);
        return _notices is null || _lacksNotices ? polled
            : new CompositeChangeToken([polled, new CancellationChangeToken(_waiting.GetOrAdd(filter, static _ => new CancellationTokenSource()).Token)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _notices?.Dispose();
        _files.Dispose();
    }

    private FileSystemWatcher? Listen(string root, Action<FileSystemWatcher> listen)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(root);
            watcher.Created += (_, change) => Tell(change.Name);
            watcher.Changed += (_, change) => Tell(change.Name);
            watcher.Deleted += (_, change) => Tell(change.Name);
            watcher.Renamed += (_, change) =>
            {
                Tell(change.OldName);
                Tell(change.Name);
            };
            watcher.Error += (_, fault) => Lose(fault.GetException());
            listen(watcher);
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            _lacksNotices = true;
            watcher?.Dispose();
            return null;
        }
    }

    private void Lose(Exception exception)
    {
        // A full buffer has lost some notices, everything else all that would have come.
        _lacksNotices |= exception is not InternalBufferOverflowException;
        foreach (var file in _waiting.Keys)
        {
            Fire(file);
        }
    }

    private void Tell(string? file)
    {
        Fire(file ?? AnyFile);
        Fire(AnyFile);
    }

    private void Fire(string file)
    {
        if (_waiting.TryRemove(file, out var changed))
        {
            // Not on the watcher's own thread: who is told reads the file.
            _ = changed.CancelAsync();
        }
    }
}
