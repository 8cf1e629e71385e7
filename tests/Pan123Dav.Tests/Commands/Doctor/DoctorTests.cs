using System.Net;
using Pan123Dav.Commands.Doctor;

namespace Pan123Dav.Tests.Commands.Doctor;

/// <summary>The command, and what the owner's settings and the gateway itself have wrong.</summary>
public sealed class DoctorTests : DoctorTest
{
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
        Assert.Equal(1, Origin.Requests.BytesSent);
    }

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
            ("Mounts:0:OriginUrls", new Uri(Origin.Address, "/13/b.mkv").AbsoluteUri),
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
    public async Task Doctor_WrongConfiguration_Is78()
    {
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(("Mounts:0:Uid", "x")), Time));
        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Pan123Dav:Mounts:0:Uid: error configuration:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NotOnATerminal_PrintsPlainLines()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Settings()));
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(("Mounts:0:Uid", "14")), Time), "--url", gateway.Address.AbsoluteUri);
        Assert.Contains("PASS unsigned-refused: unsigned links are refused (403)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL signed-accepted: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
        AssertNoSecret(run);
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
}
