using System.IO.Hashing;
using System.Text;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Media.Strm;

/// <summary>The <c>.strm</c> files that stand in one folder of the view, for the films of the same folder of the drive.</summary>
internal sealed class StrmFolder : IEntryOwner, IGeneratedContent
{
    // In bytes: file systems that show a mount take no more.
    private const int MaxName = 255;

    private readonly UserLinks _links;
    private readonly List<StoragePath> _films = [];
    private readonly List<StorageEntry> _members = [];
    private readonly EntryTable _files;

    /// <param name="path">Where the folder stands.</param>
    /// <param name="members">All that the user sees there, in the owner's order.</param>
    /// <param name="links">What the files hold.</param>
    public StrmFolder(StoragePath path, IReadOnlyList<StorageEntry> members, UserLinks links)
    {
        _links = links;
        var names = new StrmNames(StrmNaming.Stem, StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (StrmStorage.IsShownAsItIs(member))
            {
                names.TryKeep(member.Name);
            }
        }

        var builder = new EntryTableBuilder();
        var rows = new Dictionary<int, int>();
        for (var i = 0; i < members.Count; i++)
        {
            if (StrmStorage.IsFilm(members[i]) && names.Choose(members[i].Name) is { } name
                && TryAdd(builder, Encoding.UTF8.GetBytes(name), path.Append(members[i].Name), members[i].Modified, out var row))
            {
                rows.Add(i, row);
            }
        }

        _files = builder.Build(this);
        for (var i = 0; i < members.Count; i++)
        {
            if (StrmStorage.IsShownAsItIs(members[i]))
            {
                _members.Add(members[i]);
            }
            else if (rows.TryGetValue(i, out var row))
            {
                _members.Add(new StorageEntry(_files, row));
            }
        }
    }

    /// <summary>All that the view shows in the folder, in the owner's order.</summary>
    public IReadOnlyList<StorageEntry> Members => _members;

    /// <summary>The file called <paramref name="name"/>, UTF-8 in form C; null when there is none.</summary>
    public StorageEntry? Find(ReadOnlySpan<byte> name) => _files.FindMember(0, name) is var row and >= 0 ? new StorageEntry(_files, row) : null;

    public ReadOnlyMemory<byte> GetContent(int row) => _links.Create(_films[row - 1]);

    public MountOptions? Mount => null;

    public bool IsRemoteAt(int row) => false;

    public string? GetHash(int row) => null;

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        throw new StorageException(StorageError.NotFound, "A .strm file is no file of the drive, so there is no link to it.");

    private bool TryAdd(EntryTableBuilder builder, byte[] name, StoragePath film, long? modified, out int row)
    {
        // The text changes with its path, and with what all texts of this user change with.
        var fingerprint = XxHash3.HashToUInt64(film.Utf8, (long)_links.Fingerprint);
        row = -1;
        if (name.Length > MaxName || !builder.TryAddFile(0, name, default, _links.GetLength(film), modified, out row, fingerprint: fingerprint))
        {
            return false;
        }

        _films.Add(film);
        return true;
    }
}
