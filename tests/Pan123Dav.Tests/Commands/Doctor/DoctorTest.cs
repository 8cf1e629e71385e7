using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Commands.Doctor;

/// <summary>The command against a real gateway and a link host.</summary>
public abstract class DoctorTest : IAsyncLifetime
{
    private const string Key = GatewayHost.PrivateKey;

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private protected EmulatorHost Origin { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Origin = await EmulatorHost.StartAsync(new EmulatorOptions
    {
        PrivateKey = Key,
        Uid = 13,
        TimeProvider = Time,
        Files = new Dictionary<string, EmulatorFile>
        {
            ["/13/第 1 集.mkv"] = new(EmulatorContent.PseudoRandom(100_000, 1), DateTimeOffset.UnixEpoch.AddYears(50)),
            ["/13/b.mkv"] = new(EmulatorContent.PseudoRandom(100_000, 2), DateTimeOffset.UnixEpoch.AddYears(50)),
        },
    }, 0, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static void AssertFails(Dictionary<string, (string Status, string Message, string Action)> checks, string id, string action)
    {
        Assert.Equal("fail", checks[id].Status);
        Assert.Contains(action, checks[id].Action, StringComparison.Ordinal);
    }

    private protected static void AssertNoSecret(CommandRun run)
    {
        foreach (var secret in new[] { Key, GatewayHost.Password, "auth_key", "/13/b.mkv" })
        {
            Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    private protected Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings)
    {
        var tree =
            $"第 1 集.mkv:100000:1694101621:{new Uri(Origin.Address, "/13/第 1 集.mkv").AbsoluteUri}\n"
            + $"b.mkv:100000:1694101621:{new Uri(Origin.Address, "/13/b.mkv").AbsoluteUri}";
        var all = GatewayHost.Settings(tree, [.. settings.Where(setting => setting.Key != "urls")]);
        foreach (var (_, value) in settings.Where(setting => setting.Key == "urls"))
        {
            all["urls"] = value;
        }

        return all;
    }

    private protected CommandConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        CommandConfiguration.Create(new ConfigurationBuilder().AddInMemoryCollection(Settings(settings)).Build(), "/srv");

    private protected async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        params (string Key, string? Value)[] settings)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Settings()));
        return await RunAsync(gateway.Address.AbsoluteUri, settings);
    }

    private protected async Task<(Dictionary<string, (string Status, string Message, string Action)> Checks, CommandRun Run)> RunAsync(
        string gateway, params (string Key, string? Value)[] settings)
    {
        var run = await CommandRun.OfAsync(DoctorCommand.Create(() => Configuration(settings), Time), "--json", "--url", gateway);
        AssertNoSecret(run);
        using var json = JsonDocument.Parse(run.Output);
        return (json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("id").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!, check.GetProperty("action").GetString()!)), run);
    }
}
