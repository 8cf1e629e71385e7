using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets.Usage;

public sealed class UsageStoreTests : IDisposable
{
    private const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv\nb.mkv:100:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    private static readonly DateOnly Today = new(2026, 11, 1);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("pan123dav-test-");

    private string File => Path.Combine(_data.FullName, "pan123dav.db");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Restart_Orderly_GoesOnWhereItWas()
    {
        await using (var gateway = await StartAsync(("Budgets:DailyLinks", "2")))
        {
            Assert.Equal(302, await StatusAsync(gateway, "a.mkv"));
        }

        await using (var gateway = await StartAsync(("Budgets:DailyLinks", "2")))
        {
            Assert.Equal(new UsageTotals(1, 100, 0), gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value);
            Assert.Equal((302, 429), (await StatusAsync(gateway, "b.mkv"), await StatusAsync(gateway, "a.mkv")));
        }

        Assert.Equal([new UsageRow(Today, GatewayHost.User, new UsageTotals(2, 200, 1))], Rows());
    }

    [Fact]
    public async Task Running_EverySecond_WritesWhatIsNew()
    {
        await using var gateway = await StartAsync();
        await StatusAsync(gateway, "a.mkv");
        Assert.Empty(Rows());

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage: { Links: 1, Bytes: 100 } }], "the first link is written");

        await StatusAsync(gateway, "b.mkv");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage: { Links: 2, Bytes: 200 } }], "the second link is added");
    }

    [Fact]
    public async Task Midnight_Passes_BothDaysAreWritten()
    {
        await using var gateway = await StartAsync();
        await StatusAsync(gateway, "a.mkv");
        gateway.Time.Advance(TimeSpan.FromHours(12));
        await StatusAsync(gateway, "a.mkv");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(() => Rows().Count == 2, "both days are written");
        Assert.Equal([(Today, 1L), (Today.AddDays(1), 1L)], Rows().Select(row => (row.Day, row.Usage.Links)));
    }

    [Fact]
    public async Task OldDays_BeyondKeepDays_AreRemoved()
    {
        await using (await StartAsync())
        {
            using var connection = Open();
            foreach (var age in new[] { 0, 10, 11, 400 })
            {
                GatewayDatabase.Execute(connection, $"INSERT INTO usage VALUES ('{Today.AddDays(-age):yyyy-MM-dd}', 'u', 1, 1, 0)");
                GatewayDatabase.Execute(connection, $"INSERT INTO usage_files VALUES ('{Today.AddDays(-age):yyyy-MM-dd}', '/a', '', 1, 1)");
            }
        }

        await using var gateway = await StartAsync(("Budgets:KeepDays", "10"));
        Assert.Equal([Today.AddDays(-10), Today], Rows().Select(row => row.Day));
        Assert.Equal([Today.AddDays(-10), Today], FileRows().Select(row => row.Day));

        gateway.Time.Advance(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(() => Rows() is [{ } only] && only.Day == Today, "the next day removes the next one");
        Assert.Equal([Today], FileRows().Select(row => row.Day));
    }

    [Fact]
    public async Task DatabaseOfAnOlderGateway_GetsTheTableOfFiles()
    {
        await using (await StartAsync())
        {
            using var connection = Open();
            GatewayDatabase.Execute(connection, """
                DROP TABLE usage_files;
                DROP TABLE api_tokens;
                PRAGMA user_version = 0;
                INSERT INTO usage VALUES ('2026-11-01', 'u', 3, 7, 0);
                """);
        }

        Assert.Empty(FileRows());
        await using (var gateway = await StartAsync())
        {
            await StatusAsync(gateway, "a.mkv");
        }

        Assert.Equal([7L, 100L], Rows().Select(row => row.Usage.Bytes));
        Assert.Equal("/a.mkv", Assert.Single(FileRows()).Path);
    }

    [Fact]
    public async Task SumBeyondAnyNumber_NeverKeepsTheRestFromBeingWritten()
    {
        await using (await StartAsync())
        {
            using var connection = Open();
            GatewayDatabase.Execute(connection, $"INSERT INTO usage_files VALUES ('2026-11-01', '/a.mkv', '', 1, {long.MaxValue})");
        }

        await using (var gateway = await StartAsync())
        {
            await StatusAsync(gateway, "a.mkv");
        }

        Assert.Equal(new UsageTotals(2, UsageCounter.MaxValue, 0), Assert.Single(FileRows()).Usage);
    }

    [Fact]
    public async Task LockedFile_NeverFailsARequest_ShowsInReadyAndIsWrittenLater()
    {
        await using var gateway = await StartAsync();
        using (var other = Open())
        {
            using var transaction = other.BeginTransaction();
            Assert.Equal(302, await StatusAsync(gateway, "a.mkv"));
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => gateway.Services.GetRequiredService<UsageStore>().IsFailing, "the lock is noticed");
            Assert.Equal(302, await StatusAsync(gateway, "b.mkv"));
            Assert.Equal((200, "Degraded"), await ReadyAsync(gateway));
        }

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage: { Links: 2, Bytes: 200 } }], "what was kept is written");
        await Eventually.HoldsAsync(() => !gateway.Services.GetRequiredService<UsageStore>().IsFailing, "all is well again");
        Assert.Equal((200, "Healthy"), await ReadyAsync(gateway));
        Assert.Equal([("/a.mkv", 100L), ("/b.mkv", 100L)], FileRows().Select(row => (row.Path, row.Usage.Bytes)));
    }

    [Fact]
    public async Task CorruptFile_AtStart_ServesDegradedAndCountsOnceItIsGone()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000), TestContext.Current.CancellationToken);
        await using var gateway = await StartAsync(("Budgets:DailyLinks", "1"), ("Users:0:Admin", "true"));

        Assert.Equal((200, "Degraded"), await ReadyAsync(gateway));
        Assert.Equal((302, 429), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));
        using var usage = await gateway.SendAsync("GET", "/api/v1/usage");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, usage.StatusCode);

        System.IO.File.Delete(File);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => System.IO.File.Exists(File) && Rows() is [{ Usage: { Links: 1, Refused: 1 } }], "a new file takes what was kept");
    }

    [Fact]
    public async Task DataDirectory_ThatCannotBeMade_ServesDegraded()
    {
        await System.IO.File.WriteAllTextAsync(File, "", TestContext.Current.CancellationToken);
        await using var gateway = await GatewayHost.StartAsync(Tree, ("DataDirectory", Path.Combine(File, "data")), ("Budgets:DailyLinks", "1"));

        Assert.Equal((200, "Degraded"), await ReadyAsync(gateway));
        Assert.Equal((302, 429), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));
    }

    [Fact]
    public async Task LockedFile_AtStart_IsCountedInLater()
    {
        await using (var gateway = await StartAsync())
        {
            await StatusAsync(gateway, "a.mkv");
        }

        var other = Open();
        var transaction = other.BeginTransaction();
        await using var next = await StartAsync(("Budgets:DailyLinks", "2"));
        Assert.Equal((200, "Degraded"), await ReadyAsync(next));
        Assert.Equal(302, await StatusAsync(next, "a.mkv"));
        await transaction.DisposeAsync();
        await other.DisposeAsync();

        next.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Usage.Links: 2 }], "the second process adds to the first one's");
        Assert.Equal(429, await StatusAsync(next, "b.mkv"));
    }

    private static async Task<int> StatusAsync(GatewayHost gateway, string file)
    {
        using var response = await gateway.SendAsync("GET", $"/dav/{file}");
        return (int)response.StatusCode;
    }

    private static async Task<(int Status, string Body)> ReadyAsync(GatewayHost gateway)
    {
        using var response = await gateway.Stranger.GetAsync("/healthz/ready");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<GatewayHost> StartAsync(params (string, string?)[] settings) =>
        GatewayHost.StartAsync(Tree, [("DataDirectory", _data.FullName), .. settings]);

    private List<UsageRow> Rows()
    {
        using var connection = GatewayDatabase.OpenExisting(_data.FullName)!;
        return UsageTable.Exists(connection) ? UsageTable.Read(connection, DateOnly.MinValue, DateOnly.MaxValue) : [];
    }

    private List<FileUsageRow> FileRows()
    {
        using var connection = GatewayDatabase.OpenExisting(_data.FullName)!;
        return FileUsageTable.Read(connection, DateOnly.MinValue, DateOnly.MaxValue);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
