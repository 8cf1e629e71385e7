using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>
/// The gateway with the emulator's account mounted at <c>/drive</c> in one of the ways, a tree text beside it at <c>/tree</c>, and one clock for all
/// that stands still. At its end the content hosts must have seen no credentials and the log no secret.
/// </summary>
internal sealed class RemoteStorageFixture : IAsyncDisposable
{
    public const string Untouched = "the tree beside the drive";
    public const string ShareKey = "abCd-1EfGh";
    private const string SharePassword = "share-word-77";
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private RemoteStorageFixture(StorageKind kind, EmulatorAccount account)
    {
        Kind = kind;
        Account = account;
    }

    public StorageKind Kind { get; }

    public EmulatorAccount Account { get; }

    public EmulatorHost Emulator { get; private set; } = null!;

    public GatewayHost Gateway { get; private set; } = null!;

    /// <summary>Of the gateway and of the emulator.</summary>
    public FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>The call that lists a folder.</summary>
    public EmulatorEndpoint ListCall => Kind switch
    {
        StorageKind.Share => EmulatorEndpoint.ShareGet,
        StorageKind.Personal => EmulatorEndpoint.WebFileList,
        _ => EmulatorEndpoint.FileList,
    };

    /// <summary>The call that asks where a file's content is.</summary>
    public EmulatorEndpoint LinkCall => Kind switch
    {
        StorageKind.Share => EmulatorEndpoint.ShareDownloadInfo,
        StorageKind.Personal => EmulatorEndpoint.WebDownloadInfo,
        StorageKind.Download => EmulatorEndpoint.DownloadInfo,
        _ => EmulatorEndpoint.DirectLinkUrl,
    };

    /// <param name="kind">The way.</param>
    /// <param name="fill">Puts files into the account; every folder of its root is enabled for direct links afterwards.</param>
    /// <param name="scale">How many times the documented rates both sides keep to; null for no rates, and a clock that stands still.</param>
    /// <param name="settings">More keys of the mount, or of the gateway when they start with a colon.</param>
    public static Task<RemoteStorageFixture> StartAsync(
        StorageKind kind, Action<EmulatorAccount> fill, double? scale, params (string Key, string Value)[] settings) =>
        StartAsync(kind, fill, scale, (Action<EmulatorHost>?)null, settings);

    /// <summary>The same with an emulator that <paramref name="change"/> has seen before the gateway asks it.</summary>
    public static Task<RemoteStorageFixture> StartAsync(
        StorageKind kind, Action<EmulatorAccount> fill, double? scale, Action<EmulatorHost>? change, (string Key, string Value)[] settings)
        => StartAsync(kind, fill, scale, null, change, settings);

    private static async Task<RemoteStorageFixture> StartAsync(
        StorageKind kind,
        Action<EmulatorAccount> fill,
        double? scale,
        Func<ApiSwitches, ApiSwitches>? switches,
        Action<EmulatorHost>? change,
        (string Key, string Value)[] settings)
    {
        var account = new EmulatorAccount();
        fill(account);
        foreach (var folder in account.Members(0).Where(item => item.IsFolder))
        {
            account.Change(folder.Id, item => item with { DirectLinks = true });
        }

        account.Shares[ShareKey] = new EmulatorShare(ShareKey, 0) { Password = SharePassword };
        var host = new RemoteStorageFixture(kind, account);
        TimeProvider time = scale is null ? host.Clock : TimeProvider.System;
        host.Emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                PrivateKey = GatewayHost.PrivateKey,
                Uid = 13,
                Account = account,
                TimeProvider = time,
                Api = (switches ?? (api => api))(new ApiSwitches { RateScale = scale ?? 0 }),
                Files = new Dictionary<string, EmulatorFile> { ["/13/beside.txt"] = new(EmulatorContent.Text(Untouched), Modified) },
            },
            0,
            TestContext.Current.CancellationToken);
        change?.Invoke(host.Emulator);
        host.Gateway = await GatewayHost.StartAsync(host.Settings(settings), services =>
        {
            services.Replace(ServiceDescriptor.Singleton(time));
            services.Replace(ServiceDescriptor.Singleton(new ApiRates().Times(scale ?? double.PositiveInfinity)));
        });
        return host;
    }

    /// <param name="kind">The way.</param>
    /// <param name="fill">Puts files into the account.</param>
    /// <param name="switches">How the interfaces behave from the beginning; null for the usual.</param>
    public static async Task<RemoteStorageFixture> StartAsync(
        StorageKind kind, Action<EmulatorAccount> fill, Func<ApiSwitches, ApiSwitches>? switches = null) =>
        await StartAsync(kind, fill, null, switches, null, []);

    public static Task<RemoteStorageFixture> StartAsync(StorageKind kind, params (string Path, string Text)[] files) => StartAsync(kind, account =>
    {
        foreach (var (path, text) in files)
        {
            account.AddFile(path, EmulatorContent.Text(text), Modified);
        }
    });

    /// <summary>The address of a decoded path of the drive, such as <c>a/b.txt</c>.</summary>
    public static string Url(string path) => "/dav/drive/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The decoded names of a folder's members, collections with their slash, in order of their text.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string folder)
    {
        var url = Url(folder).TrimEnd('/') + "/";
        var responses = await Gateway.ListAsync(url);
        return [.. responses.Skip(1).Select(response => Uri.UnescapeDataString(response.Href[responses[0].Href.Length..])).Order(StringComparer.Ordinal)];
    }

    /// <summary>The status of a listing.</summary>
    public async Task<HttpStatusCode> StatusAsync(string folder = "")
    {
        using var response = await Gateway.PropFindAsync(Url(folder).TrimEnd('/') + "/");
        return response.StatusCode;
    }

    /// <summary>What a client gets for a file that follows redirects as they should be followed: with nothing of the gateway's.</summary>
    public async Task<(HttpStatusCode Status, string Body)> ReadAsync(string path, string? range = null)
    {
        using var answer = await Gateway.SendAsync("GET", Url(path), range is null ? [] : [("Range", range)]);
        if (answer.Headers.Location is not { } location)
        {
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, location);
        request.Headers.Range = range is null ? null : RangeHeaderValue.Parse(range);
        using var content = await _client.SendAsync(request);
        return (content.StatusCode, await content.Content.ReadAsStringAsync());
    }

    /// <summary>The rest of the gateway serves on.</summary>
    public async Task AssertRestServesAsync()
    {
        Assert.Equal("beside.txt", Assert.Single((await Gateway.ListAsync("/dav/tree/")).Skip(1))["displayname"]);
        using var answer = await Gateway.SendAsync("GET", "/dav/tree/beside.txt");
        Assert.Equal(Untouched, await _client.GetStringAsync(answer.Headers.Location));
        using var root = await Gateway.PropFindAsync("/dav/");
        Assert.Equal(HttpStatusCode.MultiStatus, root.StatusCode);
        using var live = await Gateway.Stranger.GetAsync("/healthz/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Gateway.DisposeAsync();
        Assert.Equal((0, 0), (Emulator.Requests.WithAuthorization, Emulator.Requests.WithCookie));
        await Emulator.DisposeAsync();
        foreach (var secret in new[] { SharePassword, Account.Password, Account.ClientSecret,
            Account.AppPassword, Account.OtherAccountToken, "eyJ", "params=", "&s=" })
        {
            Assert.DoesNotContain(secret, Gateway.LogText, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch(" answered 500 ", Gateway.LogText);
    }

    private Dictionary<string, string?> Settings((string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Pan123Dav:Mounts:0:Path"] = "/tree",
            ["Pan123Dav:Mounts:0:OriginUrls"] = $"{Untouched.Length}:1700000000:{Emulator.Address.GetLeftPart(UriPartial.Authority)}/13/beside.txt",
            ["Pan123Dav:Mounts:0:PrivateKey"] = GatewayHost.PrivateKey,
            ["Pan123Dav:Mounts:0:Uid"] = "13",
            ["Pan123Dav:Probe:Enabled"] = "false",
            ["Pan123Dav:Budgets:PerUser:RequestsPerMinute"] = "1000000",
            ["Pan123Dav:Users:0:Name"] = GatewayHost.User,
            ["Pan123Dav:Users:0:Password"] = GatewayHost.Password,
        };
        foreach (var (key, value) in MountSettings().Concat(more))
        {
            settings[key.StartsWith(':') ? key[1..] : "Pan123Dav:Mounts:1:" + key] = value;
        }

        return settings;
    }

    private IEnumerable<(string Key, string Value)> MountSettings()
    {
        var authority = Emulator.Address.GetLeftPart(UriPartial.Authority);
        yield return ("Path", "/drive");
        foreach (var setting in Kind switch
        {
            StorageKind.Share => new[] { ("Type", "Share"), ("BaseUrl", authority), ("ShareKey", ShareKey), ("SharePassword", SharePassword) },
            StorageKind.Personal => [("Type", "Personal"), ("BaseUrl", authority + "/b/api"), ("Username", Account.Username), ("Password", Account.Password)],
            StorageKind.WebDav => [("Type", "WebDav"), ("Url", authority + "/webdav"), ("Username", Account.Username), ("Password", Account.AppPassword)],
            _ => [("Type", "OpenPlatform"), ("BaseUrl", authority), ("ClientId", Account.ClientId), ("ClientSecret", Account.ClientSecret)],
        })
        {
            yield return setting;
        }

        if (Kind == StorageKind.DirectLink)
        {
            yield return ("PrivateKey", GatewayHost.PrivateKey);
        }
    }
}
