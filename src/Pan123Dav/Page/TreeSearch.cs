using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Page;

/// <summary>
/// Looks for names below a collection, as its user sees it, in the owner's order. Only what is in memory is looked
/// through: a storage that asks a service is not asked for the folders below.
/// </summary>
internal sealed class TreeSearch(TimeProvider timeProvider)
{
    /// <summary>The most that is found.</summary>
    public const int MaxHits = 500;

    // A tree of a million names is looked through in about half of this.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(250);

    /// <summary>What was found, and whether that is all.</summary>
    public async Task<(List<SearchHit> Hits, bool IsComplete)> FindAsync(CollectionView top, SearchText text, CancellationToken cancellationToken)
    {
        var hits = new List<SearchHit>();
        var begun = timeProvider.GetTimestamp();
        var way = new Stack<Level>();
        way.Push(await OpenAsync(top.Storage, top.Path, top.Entry, [], [], cancellationToken));
        try
        {
            while (way.TryPeek(out var level))
            {
                if (!level.Members.MoveNext())
                {
                    way.Pop().Members.Dispose();
                    continue;
                }

                var member = level.Members.Current;
                if (text.IsIn(member.Name))
                {
                    if (hits.Count == MaxHits)
                    {
                        return (hits, false);
                    }

                    hits.Add(new SearchHit(member, level.Folder, level.FolderHref));
                }

                if (!member.IsCollection || member.IsRemote)
                {
                    continue;
                }

                if (timeProvider.GetElapsedTime(begun) > MaxTime || cancellationToken.IsCancellationRequested)
                {
                    return (hits, false);
                }

                way.Push(await OpenAsync(
                    top.Storage, level.Path.Append(member.Name), member, [.. level.Folder, .. member.Name, (byte)'/'],
                    [.. level.FolderHref, .. member.EncodedName, (byte)'/'], cancellationToken));
            }

            return (hits, true);
        }
        finally
        {
            foreach (var level in way)
            {
                level.Members.Dispose();
            }
        }
    }

    private static async ValueTask<Level> OpenAsync(
        IStorage storage, StoragePath path, StorageEntry collection, byte[] folder, byte[] folderHref, CancellationToken cancellationToken) =>
        new(path, folder, folderHref, (await storage.ListAsync(path, collection, cancellationToken)).GetEnumerator());

    private sealed record Level(StoragePath Path, byte[] Folder, byte[] FolderHref, IEnumerator<StorageEntry> Members);
}
