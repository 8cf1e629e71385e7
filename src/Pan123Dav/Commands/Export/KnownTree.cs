using System.Collections;
using System.Text;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Writing;

namespace Pan123Dav.Commands.Export;

/// <summary>What an earlier run has brought: links that need not be asked for again, and lines that must not get lost when this run ends early.</summary>
/// <param name="table">The tree of the text.</param>
/// <param name="isReused">Whether its links serve; else it was complete, and all is asked for anew.</param>
internal sealed class KnownTree(EntryTable table, bool isReused)
{
    private readonly BitArray _seen = new(table.Count);

    /// <summary>The link of a file that is still what it was.</summary>
    public string? Find(StoragePath path, StorageEntry file) =>
        isReused && table.Find(path) is { IsCollection: false } known && known.Length == file.Length && table.GetGivenModified(known.Index) == file.Modified
            ? table.GetUrl(known.Index)
            : null;

    /// <summary>The file at this place in the text is written: it does not belong to the rest any more.</summary>
    public void Done(StoragePath path)
    {
        if (table.Find(path) is { } known)
        {
            _seen[known.Index] = true;
        }
    }

    /// <summary>Writes what this run has not come to. Its folders may be there already: a folder written twice is one.</summary>
    public int WriteRest(TreeTextWriter writer)
    {
        var (count, folder) = (0, 0);
        for (var row = 1; row < table.Count; row++)
        {
            if (new StorageEntry(table, row) is { IsCollection: false } file && !_seen[row])
            {
                var parent = table.GetParent(row);
                var level = parent == folder ? GetLevel(parent) : WriteFolders(writer, parent);
                folder = parent;
                count += writer.TryWriteFile(level, file.Name, file.Length, table.GetGivenModified(row), Encoding.ASCII.GetBytes(table.GetUrl(row))) ? 1 : 0;
            }
        }

        return count;
    }

    private int GetLevel(int row)
    {
        var level = 0;
        for (; row > 0; row = table.GetParent(row))
        {
            level++;
        }

        return level;
    }

    // The whole way down, for what stands before may be anywhere.
    private int WriteFolders(TreeTextWriter writer, int row)
    {
        if (row <= 0)
        {
            return 0;
        }

        var level = WriteFolders(writer, table.GetParent(row));
        writer.TryWriteFolder(level, new StorageEntry(table, row).Name);
        return level + 1;
    }
}
