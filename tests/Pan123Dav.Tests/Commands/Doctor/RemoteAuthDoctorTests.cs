using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Doctor;

public sealed class RemoteAuthDoctorTests
{
    [Fact]
    public async Task Doctor_OnAnAskingHost_PassesAndSaysWhatToWriteAt123()
    {
        await using var origin = await StartOriginAsync();
        await using var gateway = await StartAsync(origin, ("PublicUrl", "https://drive.example/films"));
        origin.Switches = new EmulatorSwitches { RemoteAuth = new EmulatedRemoteAuth(new Uri(gateway.Address, "/remote-auth")) };

        var (checks, output) = await RunAsync(gateway);

        Assert.Equal(("pass", "pass", "pass"), (Status(checks, "remote-auth"), Status(checks, "signed-accepted"), Status(checks, "expired-refused")));
        var action = checks["remote-auth"].GetProperty("action").GetString()!;
        Assert.Contains("https://drive.example/films/remote-auth", action, StringComparison.Ordinal);
        Assert.True(
            action.IndexOf("remote_addr = $remote_addr", StringComparison.Ordinal) < action.IndexOf("request_uri = $request_uri", StringComparison.Ordinal));
        Assert.DoesNotContain("pd=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_GatewayWithAnotherKeyOrNone_FailsOrWarns()
    {
        await using var origin = await StartOriginAsync();
        await using var gateway = await StartAsync(origin);
        var file = Path.Combine(gateway.Services.GetRequiredService<IConfiguration>()["Pan123Dav:DataDirectory"]!, TicketKey.FileName);

        await File.WriteAllBytesAsync(file, new byte[32], TestContext.Current.CancellationToken);
        Assert.Equal("fail", Status((await RunAsync(gateway)).Checks, "remote-auth"));
        File.Delete(file);
        Assert.Equal("warn", Status((await RunAsync(gateway)).Checks, "remote-auth"));
        Assert.Equal("fail", Status((await RunAsync(gateway, "http://127.0.0.1:1")).Checks, "remote-auth"));
    }

    private static Task<EmulatorHost> StartOriginAsync() => EmulatorHost.StartAsync(new EmulatorOptions
    {
        PrivateKey = GatewayHost.PrivateKey,
        Uid = 13,
        TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)),
        Files = new Dictionary<string, EmulatorFile> { ["/13/第 1 集.mkv"] = new(EmulatorContent.PseudoRandom(1000, 1), DateTimeOffset.UnixEpoch) },
    }, 0, TestContext.Current.CancellationToken);

    private static Task<GatewayHost> StartAsync(EmulatorHost origin, params (string Key, string? Value)[] settings) => GatewayHost.StartAsync(
        $"a.mkv:1000:1694101621:{origin.Address}13/第 1 集.mkv", [("RemoteAuthentication:Enabled", "true"), .. settings]);

    private static string Status(Dictionary<string, JsonElement> checks, string id) => checks[id].GetProperty("status").GetString()!;

    private static async Task<(Dictionary<string, JsonElement> Checks, string Output)> RunAsync(GatewayHost gateway, string? url = null)
    {
        var configuration = gateway.Services.GetRequiredService<IConfiguration>();
        var command = DoctorCommand.Create(() => CommandConfiguration.Create(configuration, Path.GetTempPath()), gateway.Time);
        var run = await CommandRun.OfAsync(command, "--json", "--url", url ?? gateway.Address.AbsoluteUri);
        return (JsonDocument.Parse(run.Output).RootElement.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("id").GetString()!),
            run.Output);
    }
}
