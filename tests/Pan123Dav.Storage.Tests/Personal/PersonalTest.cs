using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Tests.Remote;
using Pan123Dav.Storage.Tests.Remote.Tokens;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Personal;

/// <summary>A personal drive in front of a stand-in, with a clock and a token store that outlives it.</summary>
public abstract class PersonalTest : IDisposable
{
    private protected const string Word = "s3cret pässword";

    private protected readonly FakeWebDrive _drive = new() { LinksEnd = 1_700_003_600 };
    private protected readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private protected readonly MemoryTokens _store = new();
    private protected readonly RecordingLog _log = new();

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static PersonalOptions Options() => new() { BaseUrl = new Uri("https://yun.123pan.com"), Username = "13800000000", Password = Word };

    private protected static MountOptions Mount(PersonalOptions options) => new() { Type = MountType.Personal, Remote = options };

    private protected PersonalDrive Create(PersonalOptions? options = null) =>
        new(Mount(options ?? Options()), options ?? Options(), _drive.Web.Services(_time, _store, _log), FakeWeb.Limits);
}
