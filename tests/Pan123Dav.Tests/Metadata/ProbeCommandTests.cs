using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Metadata;

public sealed class ProbeCommandTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-probe-command-");
    private EmulatorHost _origin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Written => Path.Combine(_folder.FullName, "written.txt");

    public async ValueTask InitializeAsync()
    {
        _origin = await EmulatorHost.StartAsync(new EmulatorOptions { PrivateKey = GatewayHost.PrivateKey, Uid = 13 }, 0, Token);
        _origin.Add("/13/a.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified));
        _origin.Add("/13/n.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified));
    }

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Probe_WriteFile_FillsInAndKeepsTheRest()
    {
        var address = _origin.Address.AbsoluteUri.TrimEnd('/');
        var tree =
            $"\uFEFF# a comment\r\nfolder:\r\n  a.bin:{address}/13/a.bin  \r\n\n    t.bin:1694101621:{address}/13/a.bin?t\n  {address}/13/n.bin\n  "
            + "x:7:8:http://h.example/x";
        var run = await RunAsync(tree, "--write", Written);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var expected = tree.Replace("a.bin:http", "a.bin:300000:1709210096:http", StringComparison.Ordinal)
            .Replace("t.bin:", "t.bin:300000:", StringComparison.Ordinal)
            .Replace($"\n  {address}", $"\n  300000:1709210096:{address}", StringComparison.Ordinal);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Written, Token)));
    }

    [Fact]
    public async Task Probe_SomethingUnknown_Is1AndSaysWhat()
    {
        var run = await RunAsync($"gone.bin:{_origin.Address}13/gone.bin\na.bin:{_origin.Address}13/a.bin");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/gone.bin: error unknown-size: the content host does not have it", run.Error, StringComparison.Ordinal);
        Assert.Contains("/a.bin 300000 1709210096", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 files lacked size or time: 1 learnt, 1 sizes still unknown.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("auth_key", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_WrongConfiguration_Is78()
    {
        var run = await RunAsync("a:b:c");

        Assert.Equal(78, run.ExitCode);
    }

    [Fact]
    public async Task Probe_NoSuchMount_Is2()
    {
        var run = await RunAsync("a.txt:1:2:https://h.example/a", "--mount", "/elsewhere");

        Assert.Equal(2, run.ExitCode);
    }

    private Task<CommandRun> RunAsync(string tree, params string[] arguments) => CommandRun.OfAsync(
        ProbeCommand.Create(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(GatewayHost.Settings(tree, ("DataDirectory", _folder.FullName), ("Probe:RequestsPerSecond", "1000")));
            return builder;
        }),
        arguments);
}
