using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>
/// A drive that is served at the root of the host, where the gateway has addresses of its own: what stands in the drive under such a name is not there for
/// any method,
/// rather than for some. Trees with such a name are refused when they are read; a storage that asks a service may have one all the same.
/// </summary>
internal sealed class RootStorage(IStorage inner) : IStorage
{
    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) =>
        ReservedNames.BeginsWithOne(path) ? new((StorageEntry?)null) : inner.FindAsync(path, cancellationToken);

    public async ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        var members = await inner.ListAsync(path, collection, cancellationToken);
        return path.IsRoot ? members.Where(static member => !ReservedNames.Contains(member.Name)) : members;
    }
}
