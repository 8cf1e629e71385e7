using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Personal;

public sealed class PersonalContractTests : WebStorageContractTests
{
    protected override MountType Type => MountType.Personal;

    private protected override RemoteOptions Remote { get; } = new PersonalOptions
    {
        BaseUrl = new Uri("https://yun.123pan.com"),
        Username = "13800000000",
        Password = "secret"
    };
}
