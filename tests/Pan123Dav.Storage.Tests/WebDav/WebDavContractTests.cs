using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class WebDavContractTests : StorageContractTests
{
    // The server tells every size; what the text does not know is written as 0 there.
    protected override long? UnknownLength => 0;

    protected override Task<IStorage> CreateAsync() => Task.FromResult<IStorage>(new FakeWebDavServer(RemoteNode.OfText(Text)).Storage());
}
