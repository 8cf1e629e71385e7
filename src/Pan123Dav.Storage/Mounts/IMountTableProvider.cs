namespace Pan123Dav.Storage.Mounts;

/// <summary>Gives the table of mounts of the moment, which a reload replaces.</summary>
public interface IMountTableProvider
{
    /// <summary>Whether there is one: not before the trees are loaded.</summary>
    bool IsLoaded { get; }

    /// <summary>The table. Read it once for one piece of work.</summary>
    /// <exception cref="InvalidOperationException">Nothing is loaded yet.</exception>
    MountTable Mounts { get; }
}
