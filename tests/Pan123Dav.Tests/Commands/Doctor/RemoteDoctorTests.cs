using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Commands.Export;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Doctor;

/// <summary>The command against mounts that ask 123, each wrong in one way.</summary>
public sealed class RemoteDoctorTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private AccountFixture _account = null!;
    private long _folder;

    public async ValueTask InitializeAsync()
    {
        _account = await AccountFixture.StartAsync(_time);
        _folder = _account.AddFolder("电影");
        _account.AddFile(_folder, "第 1 集.mkv");
        _account.AddFile(_folder, "b.mkv");
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Doctor_GoodAccount_PassesTheLinkChecksToo()
    {
        var (checks, run) = await RunAsync(("Budgets:DailyBytes", "1000000"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "stranger-refused", "unsigned-refused", "signed-accepted", "expired-refused", "clock", "transport", "passwords", "budget", "sizes",
                "token", "listing", "direct-links", "direct-traffic", "escaped-path", "forwarded", "hashes",
            ],
            checks.Keys);
        Assert.All(
            ["unsigned-refused", "signed-accepted", "expired-refused", "clock", "token", "listing", "direct-links", "direct-traffic", "escaped-path"],
            id => Assert.Equal((id, "pass"), (id, checks[id].Status)));
        Assert.Equal("skip", checks["sizes"].Status);
    }

    [Fact]
    public async Task Doctor_AuthenticationOff_FailsUnsigned()
    {
        _account.Host.Switches = new EmulatorSwitches { AuthenticationOff = true };

        Assert.Equal("fail", (await RunAsync()).Checks["unsigned-refused"].Status);
    }

    [Fact]
    public async Task Doctor_WrongSecret_FailsTokenAndSkipsTheRest()
    {
        var (checks, run) = await RunAsync(("Mounts:0:ClientSecret", "wrong-secret-4711"));

        Assert.Equal((1, "fail"), (run.ExitCode, checks["token"].Status));
        Assert.Contains("www.123pan.com/developer", checks["token"].Action, StringComparison.Ordinal);
        Assert.All(["listing", "direct-links", "direct-traffic", "signed-accepted"], id => Assert.Equal("skip", checks[id].Status));
        Assert.DoesNotContain("wrong-secret-4711", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_FolderNotEnabled_FailsDirectLinks()
    {
        _account.Account.Change(_folder, item => item with { DirectLinks = false });
        var (checks, run) = await RunAsync();

        Assert.Equal((1, "fail"), (run.ExitCode, checks["direct-links"].Status));
        Assert.Contains("/电影/第 1 集.mkv", checks["direct-links"].Message, StringComparison.Ordinal);
        Assert.Contains("Direct Link Space", checks["direct-links"].Action, StringComparison.Ordinal);
        Assert.Equal(("pass", "skip"), (checks["token"].Status, checks["signed-accepted"].Status));
    }

    [Theory]
    [InlineData(0, "fail")]
    [InlineData(999_999, "warn")]
    [InlineData(1_000_000, "pass")]
    public async Task Doctor_TrafficLeft_IsMeasuredByTheDaysBudget(long left, string status)
    {
        await using var poor = await AccountFixture.StartAsync(_time, new EmulatorAccount { DirectTraffic = left });
        poor.AddFile(poor.AddFolder("f"), "a.txt");
        var (checks, _) = await RunAsync(poor, ("Budgets:DailyBytes", "1000000"));

        Assert.Equal(status, checks["direct-traffic"].Status);
    }

    [Fact]
    public async Task Doctor_123Away_FailsTokenAndGoesOn()
    {
        _account.Host.SetCallFault(null, new EmulatedApiFault { Code = 403 });
        var (checks, run) = await RunAsync();

        Assert.Equal((1, "fail", "pass"), (run.ExitCode, checks["token"].Status, checks["stranger-refused"].Status));
    }

    [Fact]
    public async Task Doctor_ShareAndDownloadLinks_SkipWhatIsOfDirectLinks()
    {
        _account.Account.Shares["abCd-1EfGh"] = new EmulatorShare("abCd-1EfGh", 0) { Password = "pass" };
        var web = _account.Host.Address.GetLeftPart(UriPartial.Authority) + "/b/api";
        var (checks, run) = await RunAsync(
            ("Mounts:0:Link", "Download"),
            ("Mounts:1:Path", "/share"), ("Mounts:1:Type", "Share"), ("Mounts:1:ShareKey", "abCd-1EfGh"),
            ("Mounts:1:SharePassword", "pass"), ("Mounts:1:BaseUrl", web));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("pass", "pass", "skip", "skip", "skip"), (
            checks["token"].Status, checks["listing"].Status, checks["direct-links"].Status,
            checks["direct-traffic"].Status, checks["unsigned-refused"].Status));

        _account.Account.Shares["abCd-1EfGh"] = _account.Account.Shares["abCd-1EfGh"] with { Password = "other" };
        var (wrong, _) = await RunAsync(
            ("Mounts:1:Path", "/share"), ("Mounts:1:Type", "Share"), ("Mounts:1:ShareKey", "abCd-1EfGh"),
            ("Mounts:1:SharePassword", "pass"), ("Mounts:1:BaseUrl", web));
        Assert.Equal("fail", wrong["listing"].Status);
        Assert.StartsWith("mount /share: ", wrong["listing"].Message, StringComparison.Ordinal);
    }

    private Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        params (string Key, string? Value)[] settings) =>
        RunAsync(_account, settings);

    private async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        AccountFixture account, params (string Key, string? Value)[] settings)
    {
        settings = [("Users:0:Password", "kestrel-over-9-hills"), .. settings];
        await using var gateway = await GatewayHost.StartAsync(
            GatewayHost.Settings("电影:\n  第 1 集.mkv:1:2:https://h.example/a\nf:\n  a.txt:1:2:https://h.example/a\n"));
        var run = await CommandRun.OfAsync(
            DoctorCommand.Create(() => account.Configuration(settings), _time, AccountFixture.Rates), "--json", "--url", gateway.Address.AbsoluteUri);
        foreach (var secret in new[] { GatewayHost.PrivateKey, account.Account.ClientSecret, "auth_key", account.Host.Address.Authority + "/13" })
        {
            Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal);
        }

        using var json = JsonDocument.Parse(run.Output);
        return (json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("id").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!, check.GetProperty("action").GetString()!)), run);
    }
}
