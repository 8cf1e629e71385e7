using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Share;

/// <summary>A share in front of a stand-in.</summary>
public abstract class ShareTest
{
    private protected const string Word = "p w&d";
    private protected const string Token = "t0ken-of-some-account";
    private protected const string Md5 = "0123456789abcdef0123456789ABCDEF";

    private protected readonly FakeWebDrive _drive = new() { LinksEnd = 1_700_003_600 };
    private protected readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static ShareOptions Options() => new() { BaseUrl = new Uri("https://yun.123pan.com"), ShareKey = "abCd-1EfGh" };

    private protected ShareDrive Create(ShareOptions? options = null) => new(options ?? Options(), _drive.Web.Services(_time), FakeWeb.Limits);
}
