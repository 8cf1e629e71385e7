using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Commands.Usage;
using Pan123Dav.Data;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Commands.Export;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Usage;

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
        Spend(("2026-11-22", 1000), ("2026-11-23", 1570), ("2026-11-19", 7));
        SpendOnFiles(
            ("2026-11-22", "/films/big.bin", "/13/f/big.bin", 1, 1000),
            ("2026-11-23", "/films/big.bin", "/13/f/big.bin", 1, 700),
            ("2026-11-23", "/again/big.bin", "/13/f/big.bin", 2, 600),
            ("2026-11-23", "/films/gone.bin", "/13/f/gone.bin", 1, 200),
            ("2026-11-23", "/share/a.bin", "", 1, 40),
            ("2026-11-23", "", "", 5, 20));

        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split('\n');
        Assert.Equal(
            ["DAY         OURS   123  DIFFERENCE", "2026-11-21     0     0           0", "2026-11-22  1000  1000           0",
                "2026-11-23  1570  1010        -560", "total       2570  2010        -560"],
            lines[2..7]);
        Assert.Equal(
            [
                "DAY         OURS   123  DIFFERENCE  LINKS  DOWNLOADS  FILE",
                "2026-11-22  1000  1000           0      1          1  /13/f/big.bin  (here /films/big.bin)",
                "2026-11-23  1300  1000        -300      3          1  /13/f/big.bin  (here /again/big.bin, /films/big.bin)",
                "2026-11-23   200     0        -200      1          0  /13/f/gone.bin  (here /films/gone.bin)",
                "2026-11-23     0    10          10      0          1  /13/f/电影.bin",
                "2026-11-23    20     0         -20                    (further files, not kept one by one)",
                "2026-11-23    40     0         -40                    (links that are no direct links: 123's log has none of them)",
                "2026-11-23    10     0         -10                    (not kept by file: from before the gateway did, or lost when it was killed)",
                "The gateway keeps 10000 files a day one by one: on a day with further files, some of those that only 123 seems to know are among them.",
                "",
            ],
            lines[9..]);
        Assert.Contains("UTC+8", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_DatabaseOfAnOlderGateway_IsNotByFile()
    {
        Spend(("2026-11-22", 1000));

        var lines = (await RunAsync("--to", "2026-11-22")).Output.Split('\n');

        Assert.Equal("2026-11-22     0  1000        1000      0          1  /13/f/big.bin", lines[9]);
        Assert.StartsWith("2026-11-22  1000     0       -1000                    (not kept by file", lines[10], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_Json_HasUsageDaysAndFiles()
    {
        Spend(("2026-11-23", 1500));
        SpendOnFiles(("2026-11-23", "/films/电影.bin", "/13/f/电影.bin", 1, 10), ("2026-11-23", "", "", 2, 1400));

        using var json = JsonDocument.Parse((await RunAsync("--json", "--from", "2026-11-23")).Output);

        Assert.Equal("2026-11-23", json.RootElement.GetProperty("usage")[0].GetProperty("day").GetString());
        Assert.Equal(
            """[{"day":"2026-11-23","ours":1500,"theirs":1010,"ofFurtherFiles":1400,"ofOtherLinks":0,"notByFile":90,"difference":-490}]""",
            json.RootElement.GetProperty("days").GetRawText());
        Assert.Equal(
            """[{"day":"2026-11-23","path":"/13/f/big.bin","here":[],"links":0,"ours":0,"downloads":1,"theirs":1000,"difference":1000},"""
            + """{"day":"2026-11-23","path":"/13/f/电影.bin","here":["/films/电影.bin"],"links":1,"ours":10,"downloads":1,"theirs":10,"difference":0}]""",
            json.RootElement.GetProperty("files").GetRawText());
    }

    [Fact]
    public async Task Compare_MoreFilesThanAnybodyReads_AreOneLineInTheTableAndAllInJson()
    {
        SpendOnFiles([.. Enumerable.Range(1, 150).Select(i => ("2026-11-23", $"/{i}", $"/13/f/{i:d3}", 1L, 20L))]);

        var lines = (await RunAsync("--from", "2026-11-23")).Output.Split('\n');
        using var json = JsonDocument.Parse((await RunAsync("--json", "--from", "2026-11-23")).Output);

        Assert.Equal("2026-11-23  1020    10       -1010     51          1  (52 more files: --json has them all)", lines[^2]);
        Assert.Equal(152, json.RootElement.GetProperty("files").GetArrayLength());
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
        _account.Host.SetCallFault(EmulatorEndpoint.DirectLinkLog, new EmulatedApiFault { Code = 403 });

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

    private void SpendOnFiles(params (string Day, string Path, string Link, long Links, long Bytes)[] rows)
    {
        using var connection = Open();
        Schema.Update(connection);
        using var transaction = connection.BeginTransaction();
        foreach (var day in rows.Select(
            row => new FileUsageRow(DateOnly.Parse(row.Day, CultureInfo.InvariantCulture), row.Path, row.Link, new UsageTotals(row.Links, row.Bytes, 0)))
            .GroupBy(row => row.Day))
        {
            FileUsageTable.Add(connection, transaction, day.Key, day, DailyFileUsage.DefaultCapacity);
        }

        transaction.Commit();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(_account.Folder.FullName, "pan123dav.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private void Spend(params (string Day, long Bytes)[] rows)
    {
        using var connection = Open();
        Schema.Update(connection);
        using var transaction = connection.BeginTransaction();
        UsageTable.Add(connection, transaction,
            rows.Select(row => new UsageRow(DateOnly.Parse(row.Day, CultureInfo.InvariantCulture), "u", new UsageTotals(1, row.Bytes, 0))));
        transaction.Commit();
    }
}
