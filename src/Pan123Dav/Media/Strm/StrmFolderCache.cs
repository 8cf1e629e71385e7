using Pan123Dav.Storage;

namespace Pan123Dav.Media.Strm;

/// <summary>
/// The folders of one user's view that were made last: a media server asks for each file of a folder after it has
/// listed it. Short-lived, as times that are learnt later are not in them.
/// </summary>
internal sealed class StrmFolderCache(TimeProvider time)
{
    private const int MaxFolders = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly Slot?[] _slots = new Slot?[MaxFolders];
    private uint _next;

    /// <summary>The folder made of <paramref name="collection"/> with these links; null when there is none.</summary>
    public StrmFolder? Find(in StorageEntry collection, UserLinks links)
    {
        foreach (var slot in _slots)
        {
            if (slot is not null && slot.Row == collection.Index && ReferenceEquals(slot.Table, collection.Table) && slot.Links == links.Fingerprint
                && time.GetElapsedTime(slot.Made) < Lifetime)
            {
                return slot.Folder;
            }
        }

        return null;
    }

    /// <summary>Keeps one in place of the oldest.</summary>
    public void Add(in StorageEntry collection, UserLinks links, StrmFolder folder) =>
        _slots[(int)((Interlocked.Increment(ref _next) - 1) % MaxFolders)] = new Slot(collection.Table,
            collection.Index, links.Fingerprint, folder, time.GetTimestamp());

    private sealed record Slot(EntryTable Table, int Row, ulong Links, StrmFolder Folder, long Made);
}
