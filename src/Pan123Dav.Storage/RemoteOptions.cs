namespace Pan123Dav.Storage;

/// <summary>What a storage that asks 123 for its listings is mounted with. Compared by value.</summary>
public abstract record RemoteOptions
{
    /// <summary>Where the interface is; it has moved before. With or without a slash at its end, and with whatever path stands before the calls' own.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>123's number of the folder that is mounted; 0 for everything.</summary>
    public long RootFolderId { get; init; }

    /// <summary>How old a listing may be before it is asked for again, behind the answer.</summary>
    public TimeSpan ListingAge { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many folders' listings are kept in memory.</summary>
    public int CachedFolders { get; init; } = 1000;

    /// <summary>The folder that is mounted, as the service calls it.</summary>
    internal virtual RemoteId Root => RootFolderId;

    /// <summary>The key of the configuration that names it.</summary>
    internal virtual string RootKey => nameof(RootFolderId);

    /// <summary>Who is asked, as it stands in messages.</summary>
    internal virtual string Service => "123";

    /// <summary>From how many members on a folder's list may be cut; null where it never is.</summary>
    internal virtual int? CutAt => null;

    /// <summary>Whether its links are direct links, which 123 counts by their path.</summary>
    public virtual bool MakesDirectLinks => false;

    /// <summary>Nothing secret.</summary>
    public sealed override string ToString() => GetType().Name;
}
