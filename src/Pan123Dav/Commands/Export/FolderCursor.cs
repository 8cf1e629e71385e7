using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Export;

/// <summary>A folder whose members are being written.</summary>
/// <param name="path">Where it stands in its mount.</param>
/// <param name="written">Where it stands in the text: names that it could not hold are others there.</param>
/// <param name="level">How many folders it stands in.</param>
/// <param name="members">In the owner's order.</param>
internal sealed class FolderCursor(StoragePath path, StoragePath written, int level, IReadOnlyList<StorageEntry> members)
{
    // One file may be refused for a reason of its own.
    private const int Doubtful = 3;

    private HashSet<string>? _taken;
    private int _next;
    private int _refused;
    private bool _hasLinks;

    public StoragePath Path => path;

    public StoragePath Written => written;

    public int Level => level;

    public int Members => members.Count;

    /// <summary>Files that got no link because the folder seems to have none.</summary>
    public int WithoutLinks { get; private set; }

    /// <summary>Whether no file of it is worth asking for any more.</summary>
    public bool IsWithoutLinks => !_hasLinks && _refused >= Doubtful;

    /// <summary>What 123 said first.</summary>
    public string Reason { get; private set; } = "";

    public bool TryNext(out StorageEntry member)
    {
        member = _next < members.Count ? members[_next] : default;
        return _next++ < members.Count;
    }

    public void HasLink() => _hasLinks = true;

    public void Refuse(string? reason)
    {
        WithoutLinks++;
        if (reason is not null)
        {
            Reason = Reason.Length == 0 ? reason : Reason;
            _refused++;
        }
    }

    /// <summary>The name that stands for one that the text cannot hold, and that no other member has.</summary>
    public byte[] NameFor(ReadOnlySpan<byte> escaped)
    {
        _taken ??= members.Select(member => Encoding.UTF8.GetString(member.Name)).ToHashSet(StringComparer.Ordinal);
        var name = Encoding.UTF8.GetString(escaped);
        while (!_taken.Add(name))
        {
            name = $"%{name}";
        }

        return Encoding.UTF8.GetBytes(name);
    }
}
