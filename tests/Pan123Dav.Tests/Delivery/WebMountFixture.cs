using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

/// <summary>The gateway with a share and a personal mount, in front of the stand-in for 123's web hosts.</summary>
internal sealed class WebMountFixture : IAsyncDisposable
{
    public const string ShareWord = "pwd-Xy12";

    private readonly DirectoryInfo _data;
    private readonly Dictionary<string, string?> _settings;

    private WebMountFixture(EmulatorHost origin, FakeTimeProvider originTime, DirectoryInfo data, Dictionary<string, string?> settings)
    {
        Origin = origin;
        OriginTime = originTime;
        _data = data;
        _settings = settings;
    }

    public EmulatorHost Origin { get; }

    public GatewayHost Gateway { get; private set; } = null!;

    /// <summary>The clock of the stand-in alone.</summary>
    public FakeTimeProvider OriginTime { get; }

    public static async Task<WebMountFixture> StartAsync(params (string Key, string? Value)[] settings)
    {
        var account = new EmulatorAccount();
        var modified = new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero);
        account.AddFile("films/a.bin", DeliveryFixture.Content, modified);
        account.AddFile("films/empty.txt", EmulatorContent.PseudoRandom(0, 1), modified);
        account.Shares["abCd-1EfGh"] = new EmulatorShare("abCd-1EfGh", 0) { Password = ShareWord };

        // The gateway's clock stands still at that time, and calls are signed by it.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        var origin = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                PrivateKey = GatewayHost.PrivateKey,
                Uid = 13,
                Account = account,
                TimeProvider = time,
                Api = new ApiSwitches { RateScale = 0 }
            },
            0,
            CancellationToken.None);
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        var all = new Dictionary<string, string?>
        {
            ["Pan123Dav:DataDirectory"] = data.FullName,
            ["Pan123Dav:Users:0:Name"] = GatewayHost.User,
            ["Pan123Dav:Users:0:Password"] = GatewayHost.Password,
            ["Pan123Dav:Mounts:0:Path"] = "/Share",
            ["Pan123Dav:Mounts:0:Type"] = nameof(MountType.Share),
            ["Pan123Dav:Mounts:0:ShareKey"] = $"https://www.123pan.com/s/abCd-1EfGh?pwd={ShareWord}",
            ["Pan123Dav:Mounts:0:BaseUrl"] = origin.Address.AbsoluteUri,
            ["Pan123Dav:Mounts:1:Path"] = "/Personal",
            ["Pan123Dav:Mounts:1:Type"] = nameof(MountType.Personal),
            ["Pan123Dav:Mounts:1:Username"] = account.Username,
            ["Pan123Dav:Mounts:1:Password"] = account.Password,
            ["Pan123Dav:Mounts:1:BaseUrl"] = origin.Address.AbsoluteUri + "b/api/",
        };
        foreach (var (key, value) in settings)
        {
            all["Pan123Dav:" + key] = value;
        }

        var fixture = new WebMountFixture(origin, time, data, all);
        await fixture.StartGatewayAsync();
        return fixture;
    }

    public async Task RestartGatewayAsync()
    {
        await StopGatewayAsync();
        await StartGatewayAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => Gateway.SendAsync("GET", "/dav/" + path, headers);

    public async ValueTask DisposeAsync()
    {
        await StopGatewayAsync();
        await Origin.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task StartGatewayAsync() =>
        Gateway = await GatewayHost.StartAsync(_settings, services => services.Replace(ServiceDescriptor.Singleton(new ApiRates().Times(1000))));

    private async Task StopGatewayAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var secret in new[] { ShareWord, "emulator-password", "emulator-token", "Bearer ", "params=", "&s=" })
        {
            Assert.DoesNotContain(secret, Gateway.LogText, StringComparison.Ordinal);
        }
    }
}
