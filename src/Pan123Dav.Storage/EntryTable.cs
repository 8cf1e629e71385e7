using System.Text;

namespace Pan123Dav.Storage;

/// <summary>
/// A tree of entries, of which nothing changes but lengths and times that are discovered later. Row 0 is the root; rows are in the order
/// they were added, members are chained. A <see cref="StorageEntry"/> is a row of it.
/// </summary>
public abstract class EntryTable
{
    private protected EntryTable(IEntryOwner owner, int count)
    {
        Owner = owner;
        Count = count;
    }

    /// <summary>Who makes links for these entries.</summary>
    public IEntryOwner Owner { get; }

    /// <summary>How many rows there are, the root included.</summary>
    public int Count { get; }

    /// <summary>Whether there are files whose length the tree does not say for sure and nobody has discovered.</summary>
    public abstract bool HasUnknownLengths { get; }

    /// <summary>Whether there were files without a time when the tree was read.</summary>
    public abstract bool HasUnknownTimes { get; }

    /// <summary>The entry all others stand under.</summary>
    public StorageEntry Root => new(this, 0);

    /// <summary>The entry at <paramref name="path"/> below the root, or null.</summary>
    public StorageEntry? Find(StoragePath path)
    {
        var at = 0;
        foreach (var segment in path.Segments)
        {
            at = FindMember(at, segment.Span);
            if (at < 0)
            {
                return null;
            }
        }

        return new StorageEntry(this, at);
    }

    /// <summary>The row of the member called <paramref name="name"/> (UTF-8, form C), or -1.</summary>
    public abstract int FindMember(int collection, ReadOnlySpan<byte> name);

    /// <summary>The members of a collection, in the order they were added.</summary>
    public abstract IEnumerable<StorageEntry> Members(int collection);

    /// <summary>The two parts of a file's URL: the directory it shares with others, and the rest. ASCII, without a fragment.</summary>
    public abstract void GetUrl(int row, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> tail);

    /// <summary>A file's URL as text, ASCII, without a fragment.</summary>
    public string GetUrl(int row)
    {
        GetUrl(row, out var prefix, out var tail);
        return string.Concat(Encoding.ASCII.GetString(prefix), Encoding.ASCII.GetString(tail));
    }

    /// <summary>Whether any file's URL names this host (as written there, letter case aside) and port. The first time it looks at each directory.</summary>
    public abstract bool NamesOrigin(string host, int port);

    /// <summary>The collection that <paramref name="row"/> is a member of; -1 for the root.</summary>
    public abstract int GetParent(int row);

    /// <summary>Where <paramref name="row"/> stands, with a slash in front and names as the owner wrote them, for people to read.</summary>
    public string GetPath(int row)
    {
        var names = new Stack<string>();
        for (; row > 0; row = GetParent(row))
        {
            names.Push(Encoding.UTF8.GetString(GetName(row)));
        }

        return "/" + string.Join('/', names);
    }

    /// <summary>The time as it was given, in Unix seconds, zero and before included; null when none was.</summary>
    public abstract long? GetGivenModified(int row);

    /// <summary>
    /// Enters what a file's content host says. It fills in what the tree left out and changes nothing else, but that it tells
    /// whether a lone number was the length or the time. The entity tag stays the tree's.
    /// </summary>
    /// <param name="row">A file.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="modified">Unix seconds, null when the host does not say.</param>
    public abstract void Learn(int row, long length, long? modified);

    /// <summary>Takes back a length that was discovered; false when it is the tree's own.</summary>
    public abstract bool Forget(int row);

    /// <summary>The row of the member called <paramref name="name"/> (UTF-8, in any normalization form), or -1.</summary>
    internal int FindMemberAnyForm(int collection, ReadOnlySpan<byte> name) =>
        FindMember(collection, NormalizationFormC.IsNormalized(name) ? name : NormalizationFormC.Normalize(name));

    /// <summary>The values of one row, at one moment, as <see cref="StorageEntry"/> has them.</summary>
    internal abstract EntryRow Read(int row);

    internal abstract bool HasMembers(int collection);

    /// <summary>The directories of the files' URLs, ASCII; empty ones where a file has no URL.</summary>
    internal abstract IEnumerable<byte[]> UrlDirectories { get; }

    /// <summary>Makes a collection, and those it stands in, at least as new as <paramref name="modified"/>, in Unix seconds: something below it is.</summary>
    internal abstract void RaiseModified(int row, long modified);

    internal abstract bool IsLengthUnsure(int row);

    internal abstract bool IsCollection(int row);

    internal abstract bool IsNamePlain(int row);

    internal abstract ulong GetFingerprint(int row);

    internal abstract long? GetLength(int row);

    internal abstract long? GetModified(int row);

    internal abstract ReadOnlySpan<byte> GetName(int row);

    internal abstract ReadOnlySpan<byte> GetEncodedName(int row);
}
