using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Doctor;

/// <summary>The command against a real gateway and a link host, each wrong in one way.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Key = GatewayHost.PrivateKey;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private EmulatorHost _origin = null!;

    public async ValueTask InitializeAsync() => _origin = await EmulatorHost.StartAsync(new EmulatorOptions
    {
        PrivateKey = Key,
        Uid = 13,
        TimeProvider = _time,
        Files = new Dictionary<string, EmulatorFile>
        {
            ["/13/第 1 集.mkv"] = new(EmulatorContent.PseudoRandom(100_000, 1), DateTimeOffset.UnixEpoch.AddYears(50)),
            ["/13/b.mkv"] = new(EmulatorContent.PseudoRandom(100_000, 2), DateTimeOffset.UnixEpoch.AddYears(50)),
        },
    }, 0, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Fact]
    public async Task Doctor_GoodSetup_PassesEverythingForAByteOrTwo()
    {
        var (checks, run) = await RunAsync(
            ("Budgets:DailyBytes", "1000000"), ("Budgets:LinkCost", "WholeFile"), ("Users:0:Password", "kestrel-over-9-hills"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["stranger-refused", "unsigned-refused", "signed-accepted", "expired-refused", "clock",
                "transport", "passwords", "budget", "sizes", "escaped-path", "forwarded", "hashes"], checks.Keys);
        Assert.All(checks.Values, check => Assert.Equal(("pass", ""), (check.Status, check.Action)));
        Assert.Equal(1, _origin.Requests.BytesSent);
    }

    [Fact]
    public async Task Doctor_HostThatTakesTheEscapedPath_FailsAndSaysSo()
    {
        _origin.Switches = new EmulatorSwitches { SignedPathIsEscaped = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "escaped-path", "ASCII");
        Assert.Contains("over the escaped path", checks["escaped-path"].Message, StringComparison.Ordinal);
        Assert.Contains("第 1 集.mkv", checks["escaped-path"].Message, StringComparison.Ordinal);
        Assert.Equal("warn", checks["signed-accepted"].Status);
    }

    [Theory]
    [InlineData("/13/第 1 集.mkv", "skip")]
    [InlineData("/13/nobody.mkv", "pass")]
    public async Task Doctor_PathsWithEscapes_AreTriedWhereThereAreSome(string removed, string status)
    {
        _origin.Remove(removed);

        Assert.Equal(status, (await RunAsync()).Checks["escaped-path"].Status);
    }

    [Fact]
    public async Task Doctor_KeyThatIsWrong_SaysNothingOfPaths() =>
        Assert.Equal("skip", (await RunAsync(("Mounts:0:PrivateKey", "another-key"))).Checks["escaped-path"].Status);

    [Theory]
    [InlineData("aaaaaaaabbbbbbbbcccc", "warn")]
    [InlineData("12345678901234567890", "warn")]
    [InlineData("3f9c1d7e5b2a8c4f6e0d", "pass")]
    public async Task Doctor_TokenOfADownloadProxy_IsToldWhenItIsNoRandomOne(string token, string status)
    {
        var (checks, run) = await RunAsync(("Mounts:0:DownloadProxyUrl", "https://proxy.example"), ("Mounts:0:DownloadProxyToken", token));

        Assert.Equal(status, checks["download-proxy-token"].Status);
        Assert.DoesNotContain(token, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AuthenticationOff_FailsUnsignedAndExpired()
    {
        _origin.Switches = new EmulatorSwitches { AuthenticationOff = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "unsigned-refused", "www.123pan.com/DirectLink");
        AssertFails(checks, "expired-refused", "www.123pan.com/DirectLink");
        Assert.Equal("pass", checks["signed-accepted"].Status);
        Assert.Equal(3, _origin.Requests.BytesSent);
    }

    [Theory]
    [InlineData("PrivateKey", "another-key")]
    [InlineData("Uid", "14")]
    public async Task Doctor_WrongKeyOrUid_FailsSigned(string setting, string value)
    {
        var (checks, run) = await RunAsync(($"Mounts:0:{setting}", value));

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "signed-accepted", "www.123pan.com/Setting");
        Assert.Equal(("pass", "skip"), (checks["unsigned-refused"].Status, checks["expired-refused"].Status));
        Assert.Equal(0, _origin.Requests.BytesSent);
    }

    [Fact]
    public async Task Doctor_ExpiredAccepted_FailsExpiredOnly()
    {
        _origin.Switches = new EmulatorSwitches { AcceptExpired = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "expired-refused", "authentication status switch");
        Assert.Equal(["expired-refused"], checks.Where(check => check.Value.Status == "fail").Select(check => check.Key));
    }

    [Theory]
    [InlineData(31, "warn")]
    [InlineData(-31, "warn")]
    [InlineData(29, "pass")]
    [InlineData(901, "fail")]
    [InlineData(-901, "fail")]
    [InlineData(7200, "fail")]
    public async Task Doctor_ClockOff_IsToldByHowFar(int seconds, string status)
    {
        _origin.Switches = new EmulatorSwitches { ClockOffset = TimeSpan.FromSeconds(seconds) };
        var (checks, _) = await RunAsync();

        Assert.Equal(status, checks["clock"].Status);
        Assert.Contains(Math.Abs(seconds).ToString(CultureInfo.InvariantCulture), checks["clock"].Message, StringComparison.Ordinal);
        Assert.Equal(status != "pass", checks["clock"].Action.Contains("NTP", StringComparison.Ordinal));
        Assert.Equal(seconds > 1800 ? "fail" : "pass", checks["signed-accepted"].Status);
    }

    [Fact]
    public async Task Doctor_DeadLinks_AreNamed()
    {
        _origin.Remove("/13/第 1 集.mkv");
        var (some, _) = await RunAsync();
        Assert.Equal("warn", some["signed-accepted"].Status);
        Assert.Contains("第 1 集.mkv", some["signed-accepted"].Message, StringComparison.Ordinal);

        _origin.Remove("/13/b.mkv");
        var (all, _) = await RunAsync();
        AssertFails(all, "signed-accepted", "Direct Link Space");
    }

    [Fact]
    public async Task Doctor_HostGone_FailsSignedAndTellsOfTheRest()
    {
        await _origin.DisposeAsync();
        var (checks, run) = await RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("warn", "fail", "skip"), (checks["unsigned-refused"].Status, checks["signed-accepted"].Status, checks["clock"].Status));
    }

    [Fact]
    public async Task Doctor_NoKey_StillTriesUnsignedLinks()
    {
        _origin.Switches = new EmulatorSwitches { AuthenticationOff = true };
        var (checks, _) = await RunAsync(("Mounts:0:PrivateKey", ""));
        AssertFails(checks, "unsigned-refused", "www.123pan.com/DirectLink");
        Assert.Equal("skip", checks["signed-accepted"].Status);
    }

    [Theory]
    [InlineData("short", "fewer than 10")]
    [InlineData("password123", "tried first")]
    public async Task Doctor_WeakPassword_FailsWithoutShowingIt(string password, string problem)
    {
        var (checks, run) = await RunAsync(("Users:0:Password", password));
        AssertFails(checks, "passwords", "hash-password");
        Assert.Contains(problem, checks["passwords"].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoBudgetNoSizesPlainHttp_Warns()
    {
        var (checks, run) = await RunAsync(
            ("Mounts:0:OriginUrls", new Uri(_origin.Address, "/13/b.mkv").AbsoluteUri),
            ("urls", "http://*:8080"), ("Users:0:Password", "kestrel-over-9-hills"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("warn", "warn", "warn"), (checks["budget"].Status, checks["sizes"].Status, checks["transport"].Status));
    }

    [Theory]
    [InlineData("warn", "Budgets:DailyBytes")]
    [InlineData("warn", "Budgets:PerUser:DailyBytes")]
    [InlineData("warn", "Users:0:Budget:DailyBytes")]
    [InlineData("pass", "Budgets:DailyLinks")]
    [InlineData("pass", "Users:0:Budget:DailyLinks")]
    [InlineData("pass", "Budgets:DailyBytes", "Budgets:DailyLinks")]
    [InlineData("pass", "Budgets:DailyBytes", "Budgets:PerUser:DailyLinks")]
    public async Task Doctor_BytesWithoutLinks_WarnsWhileALinkCostsWhatItIsAskedFor(string status, params string[] keys)
    {
        var (checks, _) = await RunAsync([.. keys.Select(key => (key, (string?)"1000000"))]);
        Assert.Equal(status, checks["budget"].Status);
        Assert.Equal(status == "warn", checks["budget"].Action.Contains("WholeFile", StringComparison.Ordinal));

        (checks, _) = await RunAsync([.. keys.Select(key => (key, (string?)"1000000")), ("Budgets:LinkCost", "WholeFile")]);
        Assert.Equal("pass", checks["budget"].Status);
    }

    [Theory]
    [InlineData("http://*:80", "", "warn")]
    [InlineData("http://192.0.2.1:80", "", "warn")]
    [InlineData("http://*:80", "172.18.0.2", "pass")]
    [InlineData("https://*:443", "", "pass")]
    [InlineData("http://127.0.0.1:80;http://localhost:81;http://[::1]:82", "", "pass")]
    public async Task Doctor_Transport_IsAboutPlainHttpBeyondLoopback(string urls, string proxy, string status)
    {
        var (checks, _) = await RunAsync(
            [("urls", urls), .. proxy.Length == 0 ? Array.Empty<(string, string?)>() : [("ForwardedHeaders:KnownProxies:0", proxy)]]);
        Assert.Equal(status, checks["transport"].Status);
    }

    [Fact]
    public async Task Doctor_GatewayThatLetsStrangersIn_Fails()
    {
        await using var open = await StartStandInAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "https://vip.123pan.cn/13/x";
            return Task.CompletedTask;
        });
        var (checks, run) = await RunAsync(open.Urls.Single());
        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "stranger-refused", "Stop the gateway");
    }

    [Fact]
    public async Task Doctor_GatewayThatTakesAnyPassword_Fails()
    {
        await using var open = await StartStandInAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization.Count == 0 ? 401 : 200;
            return Task.CompletedTask;
        });
        var (checks, _) = await RunAsync(open.Urls.Single());
        Assert.Contains("with a wrong password is answered 200", checks["stranger-refused"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoGateway_FailsAndSaysHowToNameIt()
    {
        var (checks, _) = await RunAsync("http://127.0.0.1:9");
        AssertFails(checks, "stranger-refused", "--url");
    }

    [Fact]
    public async Task Doctor_SeveralMounts_NamesTheOneThatIsWrong()
    {
        var (checks, _) = await RunAsync(
            ("Mounts:1:Path", "/other"), ("Mounts:1:OriginUrls", new Uri(_origin.Address, "/13/b.mkv").AbsoluteUri),
            ("Mounts:1:PrivateKey", "wrong"), ("Mounts:1:Uid", "13"),
            ("Mounts:2:Path", "/tree"), ("Mounts:2:Type", "UrlTree"), ("Mounts:2:OriginUrls", "https://192.0.2.1/never-asked"));
        Assert.Equal("fail", checks["signed-accepted"].Status);
        Assert.StartsWith("mount /other: ", checks["signed-accepted"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WrongConfiguration_Is78()
    {
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(("Mounts:0:Uid", "x")), _time));
        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Pan123Dav:Mounts:0:Uid: error configuration:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NotOnATerminal_PrintsPlainLines()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Settings()));
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(("Mounts:0:Uid", "14")), _time), "--url", gateway.Address.AbsoluteUri);
        Assert.Contains("PASS unsigned-refused: unsigned links are refused (403)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL signed-accepted: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
        AssertNoSecret(run);
    }

    private static void AssertFails(Dictionary<string, (string Status, string Message, string Action)> checks, string id, string action)
    {
        Assert.Equal("fail", checks[id].Status);
        Assert.Contains(action, checks[id].Action, StringComparison.Ordinal);
    }

    private static void AssertNoSecret(CommandRun run)
    {
        foreach (var secret in new[] { Key, GatewayHost.Password, "auth_key", "/13/b.mkv" })
        {
            Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    private static async Task<WebApplication> StartStandInAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings)
    {
        var tree =
            $"第 1 集.mkv:100000:1694101621:{new Uri(_origin.Address, "/13/第 1 集.mkv").AbsoluteUri}\n"
            + $"b.mkv:100000:1694101621:{new Uri(_origin.Address, "/13/b.mkv").AbsoluteUri}";
        var all = GatewayHost.Settings(tree, [.. settings.Where(setting => setting.Key != "urls")]);
        foreach (var (_, value) in settings.Where(setting => setting.Key == "urls"))
        {
            all["urls"] = value;
        }

        return all;
    }

    private CommandConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        CommandConfiguration.Create(new ConfigurationBuilder().AddInMemoryCollection(Settings(settings)).Build(), "/srv");

    private async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        params (string Key, string? Value)[] settings)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Settings()));
        return await RunAsync(gateway.Address.AbsoluteUri, settings);
    }

    private async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        string gateway, params (string Key, string? Value)[] settings)
    {
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(settings), _time), "--json", "--url", gateway);
        AssertNoSecret(run);
        using var json = JsonDocument.Parse(run.Output);
        return (json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("id").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!, check.GetProperty("action").GetString()!)), run);
    }
}
