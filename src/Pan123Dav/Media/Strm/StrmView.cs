using System.Runtime.CompilerServices;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.Strm;

/// <summary>Users' drives as <c>.strm</c> files.</summary>
internal sealed class StrmView(TimeProvider time)
{
    // Gone with the drives that they were made of.
    private readonly ConditionalWeakTable<IStorage, StrmFolderCache> _folders = [];

    /// <summary>What a user sees.</summary>
    /// <param name="drive">The drive as the user sees it.</param>
    /// <param name="links">In the user's name.</param>
    public StrmStorage Create(IStorage drive, UserLinks links) => new(drive, links, _folders.GetValue(drive, _ => new StrmFolderCache(time)));
}
