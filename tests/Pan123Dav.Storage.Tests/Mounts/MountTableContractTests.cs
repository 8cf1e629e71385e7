using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Mounts;

public sealed class MountTableContractTests : StorageContractTests
{
    protected override async Task<IStorage> CreateAsync() => await Mounting.LoadAsync(Mounting.At("/", Text));
}
