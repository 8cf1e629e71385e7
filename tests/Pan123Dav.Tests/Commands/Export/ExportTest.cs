using System.Text;
using Pan123Dav.Commands.Export;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Tests.Commands.Export;

/// <summary>Exports of an account of the emulator.</summary>
public abstract class ExportTest : IAsyncLifetime
{
    private static readonly ExportRetryOptions NoPatience = new()
    {
        Pauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)],
        MaxAttempts = TimeSpan.FromSeconds(1)
    };

    private protected AccountFixture Fixture { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Fixture = await AccountFixture.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static System.CommandLine.Command Command(Dictionary<string, string?> settings) =>
        ExportCommand.Create(() => AccountFixture.Of(settings), AccountFixture.Rates, NoPatience);

    private protected static List<string> GetPaths(string text)
    {
        var table = UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Table!;
        return [.. Enumerable.Range(1, table.Count - 1)
            .Select(row => table.GetPath(row) + (new Pan123Dav.Storage.StorageEntry(table, row).IsCollection ? "/" : ""))];
    }

    private protected async Task<List<string>> PathsAsync() => GetPaths(await File.ReadAllTextAsync(Fixture.Written, Token));

    private protected Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(Command(Fixture.Settings()), arguments);

    // The fault begins after so many links.
    private protected async Task<CommandRun> RunAsync((int After, EmulatedApiFault Fault) fault, params string[] arguments)
    {
        Fixture.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, fault.Fault with { After = fault.After });
        var run = await RunAsync(arguments);
        Fixture.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, null);
        return run;
    }
}
