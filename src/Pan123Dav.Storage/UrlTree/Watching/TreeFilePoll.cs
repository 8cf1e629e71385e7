using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.UrlTree.Watching;

/// <summary>
/// Looks at a storage's file now and then and reads it again after a change. A change must stand still from one look to the
/// next and through the reading, so that a file is not read while it is written. The old tree stays when the file is gone,
/// cannot be read, is empty (a save that has only truncated it so far) or has errors.
/// </summary>
internal sealed class TreeFilePoll(
    string path, TreeFileStamp loaded, UrlTreeStorage storage, Func<EntryTable, IEnumerable<TreeDiagnostic>> advise, ILogger logger)
{
    private readonly Lock _gate = new();
    private TreeFileStamp _read = loaded;
    private Look _last = new(loaded, null);
    private bool _isUnavailable;
    private string? _rejection;

    private string Mount => storage.Options.ToString();

    /// <summary>Looks once.</summary>
    public void Poll()
    {
        lock (_gate)
        {
            PollOnce();
        }
    }

    /// <summary>Reads the file without waiting for it to stand still: for who has just written it as a whole. False when what it holds is not served.</summary>
    public bool Reload()
    {
        lock (_gate)
        {
            try
            {
                var look = new Look(TreeFileStamp.Read(path), null);
                return TryReload(look) && storage.KeptOut is null;
            }
            catch (Exception exception) when (TreeFile.Describe(exception) is not null)
            {
                return false;
            }
        }
    }

    private void PollOnce()
    {
        var look = LookAt();
        var standsStill = look == _last;
        _last = look;
        if (look.Problem is not null)
        {
            if (standsStill && !_isUnavailable)
            {
                _isUnavailable = true;
                storage.KeptOut = $"{path} cannot be read. {look.Problem}";
                Log.TreeFileUnavailable(logger, Mount, path, look.Problem);
            }
        }
        else if (look.Stamp == _read)
        {
            Recover();
        }
        else if (standsStill)
        {
            TryReload(look);
        }
    }

    private Look LookAt()
    {
        try
        {
            var stamp = TreeFileStamp.Read(path);
            return stamp.Length == 0 && stamp != _read ? new Look(default, "The file is empty.") : new Look(stamp, null);
        }
        catch (Exception exception) when (TreeFile.Describe(exception) is not null)
        {
            return new Look(default, TreeFile.Describe(exception));
        }
    }

    private bool TryReload(Look look)
    {
        UrlTreeParseResult result;
        TreeFileStamp stamp;
        try
        {
            result = TreeFile.Load(path, storage, out stamp);
        }
        catch (Exception exception) when (TreeFile.Describe(exception) is not null)
        {
            return false;
        }

        // Empty on purpose is as good as any other: only a look that comes upon it by chance takes it for a save that is under way.
        var after = stamp.Length == 0 && look.Stamp == stamp ? look : LookAt();
        if (stamp != look.Stamp || after != look)
        {
            _last = after;
            return false;
        }

        (_read, _last) = (stamp, look);
        _rejection = result.Table is null ? $"{path} has errors" : null;
        storage.KeptOut = _rejection;
        Recover();
        if (result.Table is not null)
        {
            storage.Table = result.Table;
        }

        TreeReport.Write(logger, Mount, path, result);
        foreach (var advice in result.Table is { } table ? advise(table) : [])
        {
            Log.MountWarning(logger, Mount, advice.Message);
        }

        return true;
    }

    private void Recover()
    {
        if (_isUnavailable)
        {
            _isUnavailable = false;
            storage.KeptOut = _rejection;
            Log.TreeFileRecovered(logger, Mount, path);
        }
    }

    private readonly record struct Look(TreeFileStamp Stamp, string? Problem);
}
