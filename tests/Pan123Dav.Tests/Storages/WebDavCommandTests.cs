using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Commands.Export;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.WebDav;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Commands.Export;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary><c>doctor</c> and <c>export</c> on a mount of a WebDAV server.</summary>
public sealed class WebDavCommandTests : IAsyncLifetime
{
    private AccountFixture _account = null!;

    public async ValueTask InitializeAsync()
    {
        _account = await AccountFixture.StartAsync();
        _account.AddFile(_account.AddFolder("电影 films"), "第 1 集.mkv");
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Doctor_Redirects_TellsWhereTo()
    {
        var (checks, run) = await DoctorAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("pass", "pass", "pass", "skip"),
            (checks["token"].Status, checks["listing"].Status, checks["direct-links"].Status, checks["direct-traffic"].Status));
        Assert.Contains("127.0.0.1 leads to 127.0.0.1, which wants no password and no Referer: clients are sent there, for 60 minutes",
            checks["direct-links"].Message, StringComparison.Ordinal);
        Assert.Equal(1, _account.Host.WebDavRequests.Count("GET"));
    }

    [Fact]
    public async Task Doctor_ServerServesItself_TellsSo()
    {
        _account.Host.WebDav = new WebDavSwitches { ServesItself = true };

        Assert.Contains("come through the gateway", (await DoctorAsync()).Checks["direct-links"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WrongPassword_FailsWithWhatToDo()
    {
        _account.Host.WebDav = new WebDavSwitches { PasswordReset = true };
        var (checks, run) = await DoctorAsync();

        Assert.Equal((1, "fail", "fail"), (run.ExitCode, checks["token"].Status, checks["listing"].Status));
        Assert.Contains("app password", checks["token"].Action, StringComparison.Ordinal);
        Assert.Equal(1, _account.Host.WebDavRequests.Refused);
    }

    [Fact]
    public async Task Doctor_CutList_Warns()
    {
        var folder = _account.AddFolder("many");
        for (var i = 0; i < 2000; i++)
        {
            _account.Account.AddFile(folder, $"{i:d4}", EmulatorContent.Text("x"), AccountFixture.Modified);
        }

        Assert.Equal("warn", (await DoctorAsync(("RootFolder", "/many"))).Checks["listing"].Status);
    }

    [Fact]
    public async Task Export_ServerThatAsksForAPassword_IsRefused()
    {
        var run = await ExportAsync(Settings());

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("only to who signs in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_PublicServer_IsAUrlTree()
    {
        _account.Host.WebDav = new WebDavSwitches { Anonymous = true };
        var run = await ExportAsync(Settings());

        Assert.Equal((0, "1 files in 1 folders written, 0 links known before, 0 left out.\n"), (run.ExitCode, run.Error));
        Assert.Contains($":1709312400:{_account.Host.Address.AbsoluteUri}webdav/%E7%94%B5%E5%BD%B1%20films/%E7%AC%AC%201%20%E9%9B%86.mkv",
            run.Output, StringComparison.Ordinal);
        Assert.Empty(UrlTreeText.Parse(Encoding.UTF8.GetBytes(run.Output)).Diagnostics);
    }

    private Dictionary<string, string?> Settings(params (string Key, string Value)[] mount)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Pan123Dav:DataDirectory"] = _account.Folder.FullName,
            ["Pan123Dav:Users:0:Name"] = GatewayHost.User,
            ["Pan123Dav:Users:0:Password"] = "kestrel-over-9-hills",
        };
        foreach (var (key, value) in new[]
        {
            ("Type", "WebDav"), ("Url", _account.Host.Address.AbsoluteUri + "webdav"),
            ("Username", _account.Account.Username), ("Password", _account.Account.AppPassword),
        }.Concat(mount))
        {
            settings["Pan123Dav:Mounts:0:" + key] = value;
        }

        return settings;
    }

    private static Task<CommandRun> ExportAsync(Dictionary<string, string?> settings) =>
        CommandRun.OfAsync(ExportCommand.Create(() => Read(settings), AccountFixture.Rates));

    private static CommandConfiguration Read(Dictionary<string, string?> settings) =>
        CommandConfiguration.Create(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Path.GetTempPath());

    private async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> DoctorAsync(
        params (string Key, string Value)[] mount)
    {
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings("电影 films:\n  第 1 集.mkv:1:2:https://h.example/a\n"));
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Read(Settings(mount)), TimeProvider.System, AccountFixture.Rates),
            "--json", "--url", gateway.Address.AbsoluteUri);
        Assert.DoesNotContain(_account.Account.AppPassword, run.Output + run.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Output);
        return (json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("id").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!, check.GetProperty("action").GetString()!)), run);
    }
}
