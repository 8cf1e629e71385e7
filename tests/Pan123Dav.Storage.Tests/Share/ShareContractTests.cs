using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Share;

public sealed class ShareContractTests : WebStorageContractTests
{
    protected override MountType Type => MountType.Share;

    private protected override RemoteOptions Remote { get; } = new ShareOptions { BaseUrl = new Uri("https://yun.123pan.com"), ShareKey = "abCd-1EfGh" };
}
