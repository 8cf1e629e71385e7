using System.Buffers;
using System.Globalization;
using System.Text;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Writing;

namespace Pan123Dav.Commands.Export;

/// <summary>Walks a mount from top to bottom, a folder at a time, and writes its tree text as it goes.</summary>
internal sealed class TreeExport(
    IStorage storage, Func<StorageEntry, CancellationToken, ValueTask<string>> linkOf, KnownTree? known,
    IExportTarget target, ExportRetryOptions patience, IExportReport report, TimeProvider time)
{
    /// <summary>Deeper folders are left out: a drive that leads back to itself has no end.</summary>
    public const int MaxLevels = 256;

    private const int EnoughBytes = 32 * 1024;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Stack<FolderCursor> _open = new();
    private readonly RetryingCalls _calls = new(patience, report, time);
    private TreeTextWriter? _writer;
    private long _written = time.GetTimestamp();

    public ExportSummary Summary { get; } = new();

    private TreeTextWriter Writer => _writer ??= new TreeTextWriter(_buffer);

    /// <summary>Writes all there is, or as much as can be had; what an earlier run knew more is put behind it.</summary>
    /// <param name="header">The first line.</param>
    /// <param name="cancellationToken">Stops it; what it has is written.</param>
    public async Task RunAsync(string header, CancellationToken cancellationToken)
    {
        Writer.WriteComment(Encoding.UTF8.GetBytes(header));
        try
        {
            var root = await _calls.AskAsync(() => storage.FindAsync(StoragePath.Root, cancellationToken), cancellationToken)
                ?? throw new ExportEndedException("there is nothing at the mount's root");
            await OpenAsync(root, StoragePath.Root, StoragePath.Root, 0, cancellationToken);
            await WalkAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Summary.Stopped = "it was stopped";
        }
        catch (ExportEndedException e)
        {
            Summary.Stopped = e.Message;
        }

        while (_open.TryPop(out var folder))
        {
            TellWithoutLinks(folder);
        }

        if (Summary.Stopped is not null && known is not null)
        {
            Summary.Kept += known.WriteRest(Writer);
        }

        await FlushAsync();
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        while (_open.TryPeek(out var folder))
        {
            if (!folder.TryNext(out var member))
            {
                TellWithoutLinks(_open.Pop());
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await (member.IsCollection ? WriteFolderAsync(folder, member, cancellationToken) : WriteFileAsync(folder, member, cancellationToken));
            Summary.Done++;
            report.Advance(Summary);
            if (_buffer.WrittenCount > EnoughBytes || time.GetElapsedTime(_written) > LongEnough)
            {
                await FlushAsync();
            }
        }
    }

    private async Task OpenAsync(StorageEntry folder, StoragePath path, StoragePath written, int level, CancellationToken cancellationToken)
    {
        try
        {
            StorageEntry[] members = [.. await _calls.AskAsync(() => storage.ListAsync(path, folder, cancellationToken), cancellationToken)];
            Summary.Found += members.Length;
            _open.Push(new FolderCursor(path, written, level, members));
        }
        catch (StorageException e)
        {
            LeaveOut(path, "folder", $"Its members are left out: {e.Message}");
        }
    }

    private async Task WriteFolderAsync(FolderCursor parent, StorageEntry folder, CancellationToken cancellationToken)
    {
        var path = parent.Path.Append(folder.Name);
        if (parent.Level >= MaxLevels)
        {
            LeaveOut(path, "depth", $"It stands in more than {MaxLevels} folders and is left out.");
            return;
        }

        var name = folder.Name.ToArray();
        if (!Writer.TryWriteFolder(parent.Level, name))
        {
            name = Rename(parent, path, name);
            if (!Writer.TryWriteFolder(parent.Level, name))
            {
                LeaveOut(path, "name", "A tree text cannot hold its name, so it is left out. Give it another.");
                return;
            }
        }

        Summary.Folders++;
        await OpenAsync(folder, path, parent.Written.Append(name), parent.Level + 1, cancellationToken);
    }

    private async Task WriteFileAsync(FolderCursor folder, StorageEntry file, CancellationToken cancellationToken)
    {
        var path = folder.Path.Append(file.Name);
        if (known?.Find(folder.Written.Append(file.Name), file) is { } kept)
        {
            folder.HasLink();
            Summary.Kept++;
            Write(folder, path, file, kept);
        }
        else if (folder.IsWithoutLinks)
        {
            folder.Refuse(null);
        }
        else if (await LinkOfAsync(folder, path, file, cancellationToken) is { } link)
        {
            folder.HasLink();
            Write(folder, path, file, link);
        }
    }

    private async Task<string?> LinkOfAsync(FolderCursor folder, StoragePath path, StorageEntry file, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.AskAsync(() => linkOf(file, cancellationToken), cancellationToken);
        }
        catch (StorageException e) when (e is { Error: StorageError.Unavailable or StorageError.Forbidden, Code: not null })
        {
            folder.Refuse(e.Message);
        }
        catch (StorageException e)
        {
            LeaveOut(path, "link", $"It is left out: {e.Message}");
        }

        return null;
    }

    private void Write(FolderCursor folder, StoragePath path, StorageEntry file, string link)
    {
        var url = Encoding.ASCII.GetBytes(link);
        var modified = file.Modified ?? file.Table.GetGivenModified(file.Index);
        if (!Writer.CanHold(url))
        {
            LeaveOut(path, "link", "A tree text cannot hold its link, so it is left out.");
        }
        else if (Writer.TryWriteFile(folder.Level, file.Name, file.Length, modified, url))
        {
            Wrote(folder, file.Name);
        }
        else if (Rename(folder, path, file.Name) is var name && Writer.TryWriteFile(folder.Level, name, file.Length, modified, url))
        {
            Wrote(folder, name);
        }
        else
        {
            LeaveOut(path, "name", "A tree text cannot hold its name, so it is left out. Give it another.");
        }
    }

    private void Wrote(FolderCursor folder, ReadOnlySpan<byte> name)
    {
        Summary.Files++;
        known?.Done(folder.Written.Append(name));
    }

    private byte[] Rename(FolderCursor folder, StoragePath path, ReadOnlySpan<byte> name)
    {
        if (TreeTextName.Fits(name) || !StoragePath.IsSegment(name))
        {
            return name.ToArray();
        }

        var other = folder.NameFor(TreeTextName.Escape(name));
        report.Warn(path.ToString(), "name", $"A tree text cannot hold a name that begins so; it is written as '{Encoding.UTF8.GetString(other)}'.");
        return other;
    }

    private void TellWithoutLinks(FolderCursor folder)
    {
        if (folder.WithoutLinks > 0)
        {
            Summary.LeftOut += folder.WithoutLinks;
            report.Warn(folder.Path.ToString(), "direct-links", string.Create(
                CultureInfo.InvariantCulture,
                $"{folder.WithoutLinks} file{(folder.WithoutLinks == 1 ? " has" : "s have")} no direct link and {(folder.WithoutLinks == 1 ? "is" : "are")} "
                + $"left out: enable Direct Link Space for the folder in 123's web drive and run the same command again. {folder.Reason}"));
        }
    }

    private void LeaveOut(StoragePath path, string code, string message)
    {
        Summary.LeftOut++;
        report.Warn(path.ToString(), code, message);
    }

    private async ValueTask FlushAsync()
    {
        if (_buffer.WrittenCount > 0)
        {
            await target.WriteAsync(_buffer.WrittenMemory);
            _buffer.ResetWrittenCount();
        }

        _written = time.GetTimestamp();
    }
}
