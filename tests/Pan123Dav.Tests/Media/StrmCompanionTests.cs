using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Commands.Strm;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Commands.Export;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary><c>strm</c> where content is fetched, and where a storage asks a service.</summary>
public sealed class StrmCompanionTests : IAsyncLifetime
{
    private AccountFixture _account = null!;

    private string Out => Path.Combine(_account.Folder.FullName, "library");

    public async ValueTask InitializeAsync() => _account = await AccountFixture.StartAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Companions_AreCopiedOnceAndChargedToTheUser()
    {
        Add("a.srt", 400);
        Add("poster.jpg", 5000);
        Add("large.png", CompanionCopies.MaxBytes + 1);
        Add("most.png", CompanionCopies.MaxBytes);
        var tree = Tree(("a.mkv", 1 << 30), ("a.srt", 400), ("poster.jpg", 5000),
            ("large.png", CompanionCopies.MaxBytes + 1), ("most.png", CompanionCopies.MaxBytes), ("a.flac", 9));

        var run = await RunAsync(tree, "--companions");
        var again = await RunAsync(tree, "--companions", "--mode", "sync");

        Assert.Equal((0, 0), (run.ExitCode, again.ExitCode));
        Assert.StartsWith("1 .strm files written, 0 unchanged, 0 deleted; 3 companions copied (4.0 MiB)", run.Output);
        Assert.Contains("/large.png: warning large:", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("0 .strm files written, 1 unchanged, 0 deleted; 0 companions copied", again.Output);
        Assert.Equal(["a.srt", "a.strm", "most.png", "poster.jpg"], Files());
        Assert.Equal((400L, 5000L), (new FileInfo(Path.Combine(Out, "a.srt")).Length, new FileInfo(Path.Combine(Out, "poster.jpg")).Length));
        Assert.Equal(new UsageTotals(3, 5400 + CompanionCopies.MaxBytes, 0), Spent());
        Assert.Equal((0, 1), (_account.Host.Requests.Count("/13/a.mkv"), _account.Host.Requests.Count("/13/a.srt")));
    }

    [Fact]
    public async Task Companions_ChangedOnTheDriveOrHere_AreKeptRight()
    {
        Add("a.srt", 400);
        Add("a.nfo", 10);
        var tree = Tree(("a.mkv", 1 << 30), ("a.srt", 400), ("a.nfo", 10));
        Directory.CreateDirectory(Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "a.nfo"), "Jellyfin's own");
        await RunAsync(tree, "--companions");
        Assert.Equal("Jellyfin's own", await File.ReadAllTextAsync(Path.Combine(Out, "a.nfo")));

        Add("a.srt", 500);
        await RunAsync(Tree(("a.mkv", 1 << 30), ("a.srt", 500), ("a.nfo", 10)), "--companions");
        Assert.Equal(500, new FileInfo(Path.Combine(Out, "a.srt")).Length);
        var without = await RunAsync(Tree(("a.mkv", 1 << 30), ("a.srt", 500), ("a.nfo", 10)), "--mode", "sync", "--max-deletes", "100%");
        Assert.Equal(["a.nfo", "a.srt", "a.strm"], Files());
        await RunAsync(Tree(("a.mkv", 1 << 30)), "--mode", "sync", "--max-deletes", "100%");

        Assert.Equal(0, without.ExitCode);
        Assert.Equal(["a.nfo", "a.strm"], Files());
    }

    [Fact]
    public async Task Companions_BudgetSpent_AreLeftOutAndTheFilmsWritten()
    {
        foreach (var name in new[] { "a.srt", "b.srt", "c.srt" })
        {
            Add(name, 400);
        }

        var run = await RunAsync(
            Tree(("a.srt", 400), ("b.srt", 400), ("c.srt", 400), ("a.mkv", 1 << 30)), [("Users:0:Budget:DailyBytes", "500")], "--companions");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a budget for today is spent", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.srt", "a.strm", "b.srt"], Files());
        Assert.Equal(800, Spent().Bytes);
    }

    [Fact]
    public async Task Companions_GoneAtTheHost_AreLeftOutAndWhatIsThereStays()
    {
        var run = await RunAsync(Tree(("gone.srt", 400), ("a.mkv", 1 << 30)), "--companions");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/gone.srt: warning companion: it was not copied", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.strm"], Files());
    }

    [Fact]
    public async Task Sync_AfterAListingThatFailed_DeletesNothing()
    {
        _account.AddFile(_account.AddFolder("Films"), "o.mkv");
        var (before, after) = (Settings("a.mkv:1:1:https://h.example/a.mkv\nb.mkv:1:1:https://h.example/b.mkv\n"),
            Settings("a.mkv:1:1:https://h.example/a.mkv\n"));
        Assert.Equal(0, (await StartAsync(before)).ExitCode);
        Assert.Equal(["Account/Films/o.strm", "a.strm", "b.strm"], Files());

        _account.Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Code = 400 });
        var failed = await StartAsync(after, "--mode", "sync", "--max-deletes", "100%");
        _account.Host.SetCallFault(EmulatorEndpoint.FileList, null);

        Assert.Equal((1, 3), (failed.ExitCode, Files().Count()));
        Assert.Contains("/Account: warning folder: its members are left out", failed.Error, StringComparison.Ordinal);
        Assert.Contains("error incomplete: the listing is not complete, so nothing was deleted; 2 files", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await StartAsync(after, "--mode", "sync", "--max-deletes", "1")).ExitCode);
        Assert.Equal(["Account/Films/o.strm", "a.strm"], Files());

        Dictionary<string, string?> Settings(string tree) => _account.Settings(
            ("Mounts:0:Path", "/Account"), ("Mounts:1:OriginUrls", tree), ("Mounts:1:PrivateKey", GatewayHost.PrivateKey), ("Mounts:1:Uid", "13"));
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Out, file).Replace('\\', '/')).Where(file => file[0] != '.').Order(StringComparer.Ordinal);

    private void Add(string name, int length) =>
        _account.Host.Add("/13/" + name, new EmulatorFile(EmulatorContent.PseudoRandom(length, seed: 3), AccountFixture.Modified));

    private string Tree(params (string Name, long Length)[] files) =>
        string.Concat(files.Select(file => $"{file.Name}:{file.Length}:1694101621:{_account.Host.Address}13/{file.Name}\n"));

    private UsageTotals Spent()
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(_account.Folder.FullName, "pan123dav.db"), Pooling = false }.ToString());
        connection.Open();
        var row = Assert.Single(UsageTable.Read(connection, DateOnly.MinValue, DateOnly.MaxValue));
        Assert.Equal(GatewayHost.User, row.User);
        return row.Usage;
    }

    private Dictionary<string, string?> Settings(string tree, params (string Key, string? Value)[] settings)
    {
        var all = GatewayHost.Settings(tree, settings);
        all["Pan123Dav:DataDirectory"] = _account.Folder.FullName;
        return all;
    }

    private Task<CommandRun> RunAsync(string tree, params string[] arguments) => RunAsync(tree, [], arguments);

    private Task<CommandRun> RunAsync(string tree, (string Key, string? Value)[] settings, params string[] arguments) =>
        StartAsync(Settings(tree, settings), arguments);

    private Task<CommandRun> StartAsync(Dictionary<string, string?> settings, params string[] arguments) => CommandRun.OfAsync(
        StrmCommand.Create(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Services.AddSingleton(AccountFixture.Rates);
            return builder;
        }),
        ["--out", Out, "--user", GatewayHost.User, "--url", "https://drive.example", .. arguments]);
}
