using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Commands.Usage;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Gateway;

namespace Pan123Dav.Tests.Commands.Usage;

public sealed class UsageCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("pan123dav-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Usage_Rows_AreATableWithTheirSum()
    {
        Fill(("2026-11-22", "影迷", 1, 2_500_000_000, 0), ("2026-11-23", "a\u202eb", 12, 3, 4), ("2026-10-24", "early", 1, 1, 1));

        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            "DAY         LINKS       BYTES  REFUSED  USER\n"
            + "2026-11-22      1  2500000000        0  影迷\n"
            + "2026-11-23     12           3        4  a\\u202eb\n"
            + "total          13  2500000003        4\n",
            run.Output);
    }

    [Fact]
    public async Task Usage_WithRequestsAt123_ShowsThemBesideTheLinks()
    {
        Fill(("2026-11-22", "影迷", 1, 2_500_000_000, 0), ("2026-11-23", "u", 12, 3, 4));
        using (var connection = Open())
        {
            using var transaction = connection.BeginTransaction();
            RequestTable.Add(connection, transaction, new DateOnly(2026, 11, 23), "u", new RequestTotals(1500, 7));
            RequestTable.Add(connection, transaction, new DateOnly(2026, 11, 23), "v", new RequestTotals(1, 0));
            transaction.Commit();
        }

        Assert.Equal(
            "DAY         LINKS       BYTES  REFUSED  123-SERVED  123-REFUSED  USER\n"
            + "2026-11-22      1  2500000000        0           0            0  影迷\n"
            + "2026-11-23     12           3        4        1500            7  u\n"
            + "2026-11-23      0           0        0           1            0  v\n"
            + "total          13  2500000003        4        1501            7\n",
            (await RunAsync()).Output);
        Assert.Contains("\"requests\":1500,\"requestsRefused\":7}", (await RunAsync("--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfAFileFromBeforeRequestsWereKept_IsRead()
    {
        using (var connection = Open())
        {
            GatewayDatabase.Execute(connection, """
                CREATE TABLE usage (day TEXT NOT NULL, user TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL,
                    PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
                INSERT INTO usage VALUES ('2026-11-22', 'me', 3, 4000, 0);
                PRAGMA user_version = 3;
                """);
        }

        Assert.Contains("2026-11-22      3   4000        0  me", (await RunAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_Json_IsWhatTheApiAnswers()
    {
        Fill(("2026-11-22", "影迷", 1, 2, 0));

        var run = await RunAsync("--json", "--from", "2026-11-22", "--to", "2026-11-22");

        Assert.Equal(
            """{"from":"2026-11-22","to":"2026-11-22","usage":["""
            + """{"day":"2026-11-22","user":"影迷","links":1,"bytes":2,"refused":0,"requests":0,"requestsRefused":0}]}""" + "\n",
            run.Output);
    }

    [Fact]
    public async Task Usage_NothingKeptYet_IsASentenceAndMakesNoFile()
    {
        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^No usage is recorded f(or|rom) [0-9]{4}-.* \\(UTC\\)\\.\n$", run.Output);
        Assert.Empty(Directory.GetFiles(_data));
    }

    [Fact]
    public async Task Usage_WhileSomebodyWrites_StillReads()
    {
        Fill(("2026-11-22", "u", 1, 2, 0));
        using var other = Open();
        using var transaction = other.BeginTransaction();

        Assert.Contains("2026-11-22      1", (await RunAsync()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from must be a date", "--from", "x")]
    [InlineData("--to must be a date", "--to", "2026-02-30")]
    [InlineData("--from must not lie behind --to", "--from", "2026-11-23", "--to", "2026-11-22")]
    [InlineData("did you mean --from?", "--form", "2026-11-23")]
    public async Task Usage_WrongCommandLine_Is2(string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_WrongConfiguration_Is78()
    {
        var run = await CommandRun.OfAsync(UsageCommand.Create(() => (null, [new ConfigurationError("Pan123Dav:X", "is wrong")])), []);

        Assert.Equal(new CommandRun(78, "", "Pan123Dav:X: error configuration: is wrong\n"), run);
    }

    [Fact]
    public async Task Usage_NoDatabase_Is1()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "pan123dav.db"), new string('x', 5000), TestContext.Current.CancellationToken);

        var run = await RunAsync();

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pan123dav usage: error database: ", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        UsageCommand.Create(() => (new GatewayOptions { DataDirectory = _data }, []),
            new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 23, 59, 0, TimeSpan.Zero))), arguments);

    private void Fill(params (string Day, string User, long Links, long Bytes, long Refused)[] rows)
    {
        using var connection = Open();
        Schema.Update(connection);
        using var transaction = connection.BeginTransaction();
        UsageTable.Add(connection, transaction, rows.Select(row =>
            new UsageRow(DateOnly.Parse(row.Day, CultureInfo.InvariantCulture), row.User, new UsageTotals(row.Links, row.Bytes, row.Refused))));
        transaction.Commit();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(_data, "pan123dav.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
