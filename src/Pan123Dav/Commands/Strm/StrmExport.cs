using System.Text;
using Pan123Dav.Media;
using Pan123Dav.Media.Strm;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary>Walks what a user sees of the drive and writes it as a library, a folder at a time.</summary>
/// <param name="drive">What the user sees.</param>
/// <param name="links">In the user's name.</param>
/// <param name="library">Where it goes.</param>
/// <param name="copies">Fetches companions; null where they are not copied.</param>
/// <param name="options">What to do.</param>
/// <param name="text">What people are told.</param>
/// <param name="report">Tells it.</param>
internal sealed class StrmExport(
    IStorage drive, UserLinks links, StrmLibrary library, CompanionCopies? copies, StrmRunOptions options, StrmText text, StrmReport report)
{
    // A drive that leads back to itself has no end.
    private const int MaxLevels = 256;

    private readonly Stack<Folder> _open = new();

    public StrmSummary Summary { get; } = new();

    /// <summary>Writes what is there, and deletes what is gone where that is asked for and sure.</summary>
    /// <param name="root">The folder that <see cref="StrmRunOptions.Path"/> names.</param>
    /// <param name="cancellationToken">Stops it; what was written stays.</param>
    public async Task RunAsync(StorageEntry root, CancellationToken cancellationToken)
    {
        try
        {
            _open.Push(new Folder(options.Path, "", root, 0));
            while (_open.TryPop(out var folder))
            {
                await WriteFolderAsync(folder, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Summary.IsIncomplete = true;
            report.Error("stopped", text.Stopped);
        }
        finally
        {
            library.Save();
        }

        if (options.Mode == StrmMode.Sync)
        {
            Delete(library.FindStale());
        }
    }

    private async Task WriteFolderAsync(Folder folder, CancellationToken cancellationToken)
    {
        StorageEntry[] members;
        try
        {
            members = [.. await drive.ListAsync(folder.Path, folder.Entry, cancellationToken)];
        }
        catch (StorageException e)
        {
            Summary.IsIncomplete = true;
            LeaveOut(folder.Path, "folder", text.FolderNotListed(e.Message));
            return;
        }

        Summary.Found += members.Length;
        var names = new StrmNames(options.Naming, LocalName.Comparer);
        var kept = Array.ConvertAll(members, member => StrmStorage.IsShownAsItIs(member) && names.TryKeep(member.Name));
        for (var i = 0; i < members.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(folder, members[i], kept[i], names, cancellationToken);
            Summary.Done++;
            report.Advance(Summary);
        }
    }

    private async ValueTask WriteAsync(Folder folder, StorageEntry member, bool isKept, StrmNames names, CancellationToken cancellationToken)
    {
        var path = folder.Path.Append(member.Name);
        if (StrmStorage.IsFilm(member))
        {
            WriteLink(folder, path, names.Choose(member.Name));
        }
        else if (StrmStorage.IsShownAsItIs(member) && Check(path, isKept ? Encoding.UTF8.GetString(member.Name) : null) is { } name)
        {
            await (member.IsCollection ? OpenAsync(folder, path, member, name) : CopyAsync(path, member, folder.Name + name, cancellationToken));
        }
    }

    private ValueTask OpenAsync(Folder parent, StoragePath path, StorageEntry entry, string name)
    {
        if (parent.Level < MaxLevels)
        {
            _open.Push(new Folder(path, parent.Name + name + "/", entry, parent.Level + 1));
        }
        else
        {
            Summary.IsIncomplete = true;
            LeaveOut(path, "depth", text.TooDeep(MaxLevels));
        }

        return ValueTask.CompletedTask;
    }

    private void WriteLink(Folder folder, StoragePath path, string? chosen)
    {
        if (Check(path, chosen) is not { } name)
        {
            return;
        }

        try
        {
            if (library.WriteLink(folder.Name + name, links.Create(path)))
            {
                Summary.Written++;
            }
            else
            {
                Summary.Unchanged++;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LeaveOut(path, "file", text.NotWritten(e.Message));
        }
    }

    private async ValueTask CopyAsync(StoragePath path, StorageEntry file, string name, CancellationToken cancellationToken)
    {
        library.Keep(name);
        if (copies is null || !library.NeedsCopy(name, file.Fingerprint))
        {
            return;
        }

        var (content, problem) = await copies.FetchAsync(path, file, cancellationToken);
        try
        {
            if (content is { } bytes)
            {
                library.WriteCopy(name, bytes.Span, file.Fingerprint);
                Summary.Copied++;
                Summary.CopiedBytes += bytes.Length;
            }
            else if (problem is null)
            {
                report.Warn(path.ToString(), "large", text.TooLarge);
            }
            else
            {
                LeaveOut(path, "companion", text.NotCopied(problem));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LeaveOut(path, "file", text.NotWritten(e.Message));
        }
    }

    private string? Check(StoragePath path, string? name)
    {
        var problem = name is null ? text.NameTaken : LocalName.FindFault(name) switch
        {
            null => null,
            LocalNameFault.TooLong => text.NameTooLong,
            _ => text.NameUnusable,
        };
        if (problem is not null)
        {
            LeaveOut(path, "name", problem);
        }

        return problem is null ? name : null;
    }

    private void Delete(IReadOnlyList<string> stale)
    {
        if (stale.Count == 0)
        {
            return;
        }

        if (Summary.IsIncomplete)
        {
            report.Error("incomplete", text.KeptIncomplete(stale.Count));
            return;
        }

        if (!options.MaxDeletes.Allows(stale.Count, library.Existing))
        {
            Summary.HasKept = true;
            report.Error("max-deletes", text.KeptTooMany(stale.Count, library.Existing, options.MaxDeletes));
            return;
        }

        try
        {
            foreach (var name in stale)
            {
                Delete(name);
            }
        }
        finally
        {
            library.Save();
        }
    }

    private void Delete(string name)
    {
        try
        {
            if (library.TryDelete(name))
            {
                Summary.Deleted++;
            }
            else
            {
                report.Warn(name, "changed", text.KeptForeign);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Summary.HasKept = true;
            report.Warn(name, "file", e.Message);
        }
    }

    private void LeaveOut(StoragePath path, string code, string message)
    {
        Summary.LeftOut++;
        report.Warn(path.ToString(), code, message);
    }

    /// <param name="Path">Where it stands.</param>
    /// <param name="Name">Where its files are written: empty, or slash-ended.</param>
    /// <param name="Entry">What the drive says of it.</param>
    /// <param name="Level">How many folders it stands in.</param>
    private sealed record Folder(StoragePath Path, string Name, StorageEntry Entry, int Level);
}
