using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Commands.Usage;
using Pan123Dav.Data;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Commands.Export;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Usage;

/// <summary>From a client's GET to the line of the comparison: gateway, stand-in account, database and command, all of one clock.</summary>
public sealed class UsageByFileTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private AccountFixture _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _account = await AccountFixture.StartAsync(_time);
        var folder = _account.AddFolder("f");
        _account.Account.AddFile(folder, "big.bin", EmulatorContent.PseudoRandom(1000, 1), AccountFixture.Modified);
        _account.Account.AddFile(folder, "第 1 集 #1 100%.mkv", EmulatorContent.PseudoRandom(300, 1), AccountFixture.Modified);
        _account.Account.AddFile(folder, "stopped.bin", EmulatorContent.PseudoRandom(500, 1), AccountFixture.Modified);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _account.DisposeAsync();
    }

    [Fact]
    public async Task Compare_LinksOfTheGateway_AreMatchedWith123sLogFileByFile()
    {
        await using (var gateway = await StartAsync())
        {
            await FetchAsync(gateway, "/f/big.bin");
            await FetchAsync(gateway, "/f/第 1 集 #1 100%.mkv");
            await LinkAsync(gateway, "/f/stopped.bin");

            // The same link again, as its budget counts it: not at all, and only what is new of it.
            await FetchAsync(gateway, "/f/big.bin");
            await LinkAsync(gateway, "/f/stopped.bin", "bytes=0-99");
        }

        await SpendWithoutTheGatewayAsync("stopped.bin", 500);

        Assert.Equal(
            [
                "/13/f/big.bin of /f/big.bin: 1 1000, 2 2000, 1000",
                "/13/f/stopped.bin of /f/stopped.bin: 1 500, 1 500, 0",
                "/13/f/第 1 集 #1 100%.mkv of /f/第 1 集 #1 100%.mkv: 1 300, 1 300, 0",
            ],
            await CompareAsync());
    }

    [Fact]
    public async Task Compare_AfterARestart_AddsBothProcesses()
    {
        await using (var gateway = await StartAsync())
        {
            await LinkAsync(gateway, "/f/big.bin", "bytes=0-99");
        }

        await using (var gateway = await StartAsync())
        {
            await LinkAsync(gateway, "/f/big.bin", "bytes=0-49");
            await LinkAsync(gateway, "/f/big.bin", "bytes=40-59");
        }

        Assert.Equal(["/13/f/big.bin of /f/big.bin: 2 160, 0 0, -160"], await CompareAsync());
    }

    [Fact]
    public async Task Compare_TreeOfTheAccountsLinks_IsMatchedUnderItsOwnNames()
    {
        var authority = _account.Host.Address.GetLeftPart(UriPartial.Authority);
        await using (var gateway = await StartAsync(
            ("Mounts:1:Path", "/tree"), ("Mounts:1:Uid", "13"), ("Mounts:1:PrivateKey", GatewayHost.PrivateKey),
            ("Mounts:1:OriginUrls", $"films:\n  Der Film.mkv:1000:1694101621:{authority}/13/f/big.bin")))
        {
            await FetchAsync(gateway, "/tree/films/Der Film.mkv");
            await FetchAsync(gateway, "/f/big.bin");
        }

        Assert.Equal(["/13/f/big.bin of /f/big.bin+/tree/films/Der Film.mkv: 2 2000, 2 2000, 0"], await CompareAsync());
    }

    [Fact]
    public async Task Compare_DownloadProxy_IsMatchedOnceTheLinkIsAskedFor()
    {
        await using (var gateway = await StartAsync(
            ("Mounts:0:Delivery", "DownloadProxy"), ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"),
            ("Mounts:0:DownloadProxyToken", "t0ken-of-the-proxy")))
        {
            await LinkAsync(gateway, "/f/big.bin");
            await LinkAsync(gateway, "/f/stopped.bin");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/link") { Content = new StringContent("""{"path":"/f/big.bin"}""") };
            request.Headers.TryAddWithoutValidation("Authorization", "t0ken-of-the-proxy");
            using var answer = await gateway.Stranger.SendAsync(request, Token);
            Assert.Contains("auth_key", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(["/13/f/big.bin of /f/big.bin: 1 1000, 0 0, -1000", "other links 500"], await CompareAsync());
    }

    [Fact]
    public async Task Compare_LinksThatAreNoDirectLinks_StandApart()
    {
        await using (var gateway = await StartAsync(("Mounts:0:Link", "Download"), ("Mounts:0:Delivery", "Redirect")))
        {
            await LinkAsync(gateway, "/f/big.bin");
        }

        Assert.Equal(["other links 1000"], await CompareAsync());
        Assert.Equal([new FileUsageRow(Today, "/f/big.bin", "", new UsageTotals(1, 1000, 0))], Rows());
    }

    [Fact]
    public async Task Files_BeyondTheBound_AreOneRowAlsoAfterARestart()
    {
        await using (var gateway = await StartAsync(mostFiles: 1))
        {
            await LinkAsync(gateway, "/f/big.bin");
            await LinkAsync(gateway, "/f/stopped.bin");
        }

        await using (var gateway = await StartAsync(mostFiles: 1))
        {
            await LinkAsync(gateway, "/f/第 1 集 #1 100%.mkv");
            await LinkAsync(gateway, "/f/big.bin", "bytes=0-9");
        }

        Assert.Equal(
            [new FileUsageRow(Today, "", "", new UsageTotals(3, 810, 0)), new FileUsageRow(Today, "/f/big.bin", "/13/f/big.bin", new UsageTotals(1, 1000, 0))],
            Rows());
        Assert.Equal(["/13/f/big.bin of /f/big.bin: 1 1000, 0 0, -1000", "further files 810"], await CompareAsync());
    }

    [Fact]
    public async Task Files_EverySecond_AreWrittenWithWhatIsNew()
    {
        await using var gateway = await StartAsync();
        await LinkAsync(gateway, "/f/big.bin", "bytes=0-99");
        Assert.Empty(Rows());

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage: { Links: 1, Bytes: 100 } }], "the first link is written");
        await LinkAsync(gateway, "/f/big.bin", "bytes=50-149");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage: { Links: 1, Bytes: 150 } }], "what is new of it is added");
    }

    [Fact]
    public async Task Files_PastMidnight_AreCountedOnBothDays()
    {
        await using (var gateway = await StartAsync(("Clients:0:UserAgent", "Long/"), ("Clients:0:ValidDuration", "1440")))
        {
            gateway.Client.DefaultRequestHeaders.UserAgent.ParseAdd("Long/1");
            await LinkAsync(gateway, "/f/big.bin", "bytes=0-99");
            _time.Advance(TimeSpan.FromHours(14));
            await LinkAsync(gateway, "/f/big.bin", "bytes=0-149");
        }

        Assert.Equal([(Today, 1L, 100L), (Today.AddDays(1), 0L, 50L)], Rows().Select(row => (row.Day, row.Usage.Links, row.Usage.Bytes)));
        Assert.All(Rows(), row => Assert.Equal("/13/f/big.bin", row.Link));
    }

    private Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(DailyFileUsage.DefaultCapacity, settings);

    private Task<GatewayHost> StartAsync(int mostFiles, params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(_account.Settings(settings), services => services
        .Replace(ServiceDescriptor.Singleton<TimeProvider>(_time))
        .Replace(ServiceDescriptor.Singleton(AccountFixture.Rates))
        .Replace(ServiceDescriptor.Singleton(new UsageLedger(mostFiles))));

    private static async Task<Uri> LinkAsync(GatewayHost gateway, string path, string? range = null)
    {
        using var answer = await gateway.SendAsync("GET",
            "/dav" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)), range is null ? [] : [("Range", range)]);
        Assert.Equal(302, (int)answer.StatusCode);
        return answer.Headers.Location!;
    }

    private async Task FetchAsync(GatewayHost gateway, string path) => await _client.GetByteArrayAsync(await LinkAsync(gateway, path), Token);

    // Somebody else has a link.
    private async Task SpendWithoutTheGatewayAsync(string name, int bytes)
    {
        _account.Host.Switches = new EmulatorSwitches { AuthenticationOff = true };
        Assert.Equal(bytes, (await _client.GetByteArrayAsync(new Uri(_account.Host.Address, $"/13/f/{name}"), Token)).Length);
    }

    private async Task<IReadOnlyList<string>> CompareAsync()
    {
        var run = await CommandRun.OfAsync(UsageCommand.Create(() => (_account.Configuration().Options, []), _time, AccountFixture.Rates),
            "--compare", "--json", "--from", "2026-11-23");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var day = json.RootElement.GetProperty("days")[0];
        Assert.Equal(0, day.GetProperty("notByFile").GetInt64());
        return
        [
            .. json.RootElement.GetProperty("files").EnumerateArray().Select(file =>
                $"{file.GetProperty("path")} of {string.Join('+', file.GetProperty("here").EnumerateArray())}: "
                + $"{file.GetProperty("links")} {file.GetProperty("ours")}, "
                + $"{file.GetProperty("downloads")} {file.GetProperty("theirs")}, {file.GetProperty("difference")}"),
            .. day.GetProperty("ofFurtherFiles").GetInt64() is > 0 and var further ? new[] { $"further files {further}" } : [],
            .. day.GetProperty("ofOtherLinks").GetInt64() is > 0 and var other ? new[] { $"other links {other}" } : [],
        ];
    }

    private List<FileUsageRow> Rows()
    {
        using var connection = GatewayDatabase.OpenExisting(_account.Folder.FullName);
        return connection is null ? [] : FileUsageTable.Read(connection, DateOnly.MinValue, DateOnly.MaxValue);
    }
}
