using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Storage;

/// <summary>A storage that knows how it is mounted; the owner of the tables of its entries.</summary>
public interface IMountedStorage : IStorage
{
    /// <summary>What it was mounted with.</summary>
    MountOptions Options { get; }

    /// <summary>The newest time of all that is known of it, in Unix seconds; null when none is.</summary>
    long? NewestModified => null;
}
