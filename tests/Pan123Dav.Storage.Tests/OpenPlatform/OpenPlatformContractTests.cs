using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

public sealed class OpenPlatformContractTests : StorageContractTests
{
    protected override long? UnknownLength => 0;

    protected override Task<IStorage> CreateAsync() =>
        Task.FromResult<IStorage>(new FakeOpenPlatform(RemoteNode.OfText(Text)).Storage(OpenPlatformLink.Download));
}
