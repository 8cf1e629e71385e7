using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets;
using Pan123Dav.Commands;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

public sealed class UsageCompareTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private AccountFixture _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _account = await AccountFixture.StartAsync(_time);
        var folder = _account.AddFolder("f");
        _account.Account.AddFile(folder, "big.bin", EmulatorContent.PseudoRandom(1000, 1), AccountFixture.Modified);
        _account.Account.AddFile(folder, "电影.bin", EmulatorContent.PseudoRandom(10, 1), AccountFixture.Modified);
        _account.Host.Switches = new EmulatorSwitches { AuthenticationOff = true };
        await FetchAsync("big.bin");
        _time.Advance(TimeSpan.FromHours(2));
        await FetchAsync("big.bin");
        await FetchAsync("电影.bin");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _account.DisposeAsync();
    }

    [Fact]
    public async Task Compare_DaysAndFiles_StandBesideEachOther()
    {
        Spend(("2026-11-22", 1000), ("2026-11-23", 1500), ("2026-11-19", 7));

        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split('\n');
        Assert.Equal(
            ["DAY         OURS   123  DIFFERENCE", "2026-11-21     0     0           0", "2026-11-22  1000  1000           0", "2026-11-23  1500  1010        -490", "total       2500  2010        -490"],
            lines[2..7]);
        Assert.Equal([" 123  DOWNLOADS  FILE", "2000          2  /13/f/big.bin", "  10          1  /13/f/电影.bin"], lines[9..12]);
        Assert.Contains("UTC+8", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_Json_HasUsageDaysAndFiles()
    {
        Spend(("2026-11-23", 1500));

        using var json = JsonDocument.Parse((await RunAsync("--json", "--from", "2026-11-23")).Output);

        Assert.Equal("2026-11-23", json.RootElement.GetProperty("usage")[0].GetProperty("day").GetString());
        Assert.Equal("""[{"day":"2026-11-23","ours":1500,"theirs":1010,"difference":-490}]""", json.RootElement.GetProperty("days").GetRawText());
        Assert.Equal("/13/f/电影.bin", json.RootElement.GetProperty("files")[1].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Compare_ManyLines_AreReadToTheLastPage()
    {
        for (var i = 0; i < 230; i++)
        {
            await FetchAsync("电影.bin");
        }

        using var json = JsonDocument.Parse((await RunAsync("--json")).Output);

        Assert.Equal(1010 + 2300, json.RootElement.GetProperty("days")[2].GetProperty("theirs").GetInt64());
    }

    [Theory]
    [InlineData("--from", "2026-11-20")]
    [InlineData("--to", "2026-11-24")]
    [InlineData("--mount", "/elsewhere")]
    public async Task Compare_BeyondWhat123Keeps_Is2(string option, string value) => Assert.Equal(2, (await RunAsync(option, value)).ExitCode);

    [Fact]
    public async Task Compare_NoSuchMountAnd123Failing_AreToldByTheirCodes()
    {
        _account.Host.SetCallFault(EmulatorEndpoint.DirectLinkLog, new ApiFault { Code = 403 });

        var fails = await RunAsync();
        var none = await CommandRun.OfAsync(UsageCommand.Create(
            () => (AccountFixture.Of(GatewayHost.Settings("a.txt:1:2:https://h.example/a")).Options, []), _time, AccountFixture.Rates), "--compare");
        var alone = await CommandRun.OfAsync(UsageCommand.Create(() => (_account.Configuration().Options, []), _time), "--mount", "/");

        Assert.Equal((1, 2, 2), (fails.ExitCode, none.ExitCode, alone.ExitCode));
        Assert.StartsWith("pan123dav usage: error 123: ", fails.Error, StringComparison.Ordinal);
        Assert.Contains("has no OpenPlatform mount", none.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        UsageCommand.Create(() => (_account.Configuration().Options, []), _time, AccountFixture.Rates), ["--compare", .. arguments]);

    private async Task FetchAsync(string name) =>
        await _client.GetByteArrayAsync(new Uri(_account.Host.Address, $"/13/f/{Uri.EscapeDataString(name)}"), Token);

    private void Spend(params (string Day, long Bytes)[] rows)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(_account.Folder.FullName, "pan123dav.db"), Pooling = false }.ToString());
        connection.Open();
        UsageTable.Create(connection);
        using var transaction = connection.BeginTransaction();
        UsageTable.Add(connection, transaction, rows.Select(row => new UsageRow(DateOnly.Parse(row.Day, CultureInfo.InvariantCulture), "u", new Usage(1, row.Bytes, 0))));
        transaction.Commit();
    }
}
