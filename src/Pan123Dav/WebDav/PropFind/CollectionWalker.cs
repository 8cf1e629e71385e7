using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>
/// Walks the members of a collection, and theirs where <paramref name="deep"/>, without recursion: a tree's
/// depth costs no stack. Allocates for a collection, not for a member.
/// </summary>
internal sealed class CollectionWalker(IStorage storage, bool deep)
{
    private readonly Stack<Level> _levels = [];

    private sealed record Level(StoragePath Path, byte[] Href, IEnumerator<StorageEntry> Members);

    public StorageEntry Current { get; private set; }

    /// <summary>The href of the collection that <see cref="Current"/> is a member of.</summary>
    public byte[] Href { get; private set; } = [];

    /// <summary>Whether <see cref="DescendAsync"/> must be called before going on.</summary>
    public bool IsDescentDue => deep && Current.IsCollection;

    public async ValueTask EnterAsync(StoragePath path, StorageEntry collection, byte[] href, CancellationToken cancellationToken)
    {
        var members = await storage.ListAsync(path, collection, cancellationToken);
        _levels.Push(new Level(path, href, members.GetEnumerator()));
    }

    public ValueTask DescendAsync(CancellationToken cancellationToken)
    {
        var encoded = Current.EncodedName;
        var href = new byte[Href.Length + encoded.Length + 1];
        Href.CopyTo(href.AsSpan());
        encoded.CopyTo(href.AsSpan(Href.Length));
        href[^1] = (byte)'/';
        return EnterAsync(_levels.Peek().Path.Append(Current.Name), Current, href, cancellationToken);
    }

    public bool MoveNext()
    {
        while (_levels.TryPeek(out var level))
        {
            if (level.Members.MoveNext())
            {
                Current = level.Members.Current;
                Href = level.Href;
                return true;
            }

            level.Members.Dispose();
            _levels.Pop();
        }

        return false;
    }
}
