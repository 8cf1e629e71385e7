using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Data;

[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const string Tree = "a.mkv:100:1694101621:https://h.example/a.mkv\nb.mkv:100:1694101621:https://h.example/b.mkv";
    private const string Password = "a-long-enough-word";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_OnAFolderThatAnotherGatewayHas_IsAMistakeThatNamesIt()
    {
        await using (await StartAsync())
        {
            var mistake = Assert.Single((await Assert.ThrowsAsync<GatewayStartException>(() => StartAsync())).Errors);
            Assert.Equal("Pan123Dav:DataDirectory", mistake.Key);
            Assert.Contains($"another gateway, process {Environment.ProcessId}, ", mistake.Message, StringComparison.Ordinal);
        }

        await using var next = await StartAsync();
        await next.ReloadAsync(("Pan123Dav:Budgets:DailyLinks", "7"), ("Pan123Dav:DataDirectory", _folder));
        Assert.Single((await Assert.ThrowsAsync<GatewayStartException>(() => StartAsync())).Errors);
    }

    [Fact]
    public async Task Start_OfGatewaysThatShareTheirBudget_IsNoMistake()
    {
        await using var first = await StartAsync(("Shared:Redis", "redis.example"));
        await using var second = await StartAsync(("Shared:Redis", "redis.example"));

        using var response = await second.SendAsync("GET", "/dav/a.mkv");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Serve_Twice_TheSecondIs78AndOtherCommandsGoOn()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), $$"""
            { "Urls": "http://127.0.0.1:0", "Pan123Dav": {
                "Mounts": [{ "OriginUrls": "a.mkv:100:1694101621:https://h.example/a.mkv", "PrivateKey": "some-key-of-123", "Uid": 13 }],
                "Users": [{ "Name": "me", "Password": "{{Password}}" }] } }
            """, TestContext.Current.CancellationToken);
        using (var first = await ServingProcess.StartAsync(_folder, "me", Password))
        {
            var second = await RealProcess.RunAsync(_folder, null, "serve");
            Assert.Equal((78, ""), (second.ExitCode, second.Output));
            var line = Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("Pan123Dav:DataDirectory: error configuration: ", line, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {first.Id}"), line, StringComparison.Ordinal);
            Assert.Equal(0, (await RealProcess.RunAsync(_folder, null, "usage")).ExitCode);
            Assert.Equal(0, (await RealProcess.RunAsync(_folder, null, "probe")).ExitCode);
            first.Kill();
        }

        // The lock died with its process.
        using var third = await ServingProcess.StartAsync(_folder, "me", Password);
        third.Kill();
    }

    [Fact]
    public async Task Start_OnARestoredBackup_TakesEverybodyElsesRights()
    {
        await using (var first = await StartAsync())
        {
            using var response = await first.SendAsync("GET", "/dav/a.mkv");
        }

        foreach (var name in new[] { "pan123dav.db", "pan123dav.db-wal", "pan123dav.db-shm", "pan123dav.db.bak", "notes.txt" })
        {
            var path = Path.Combine(Data, name);
            await File.AppendAllTextAsync(path, "", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await using var gateway = await StartAsync();
        using var next = await gateway.SendAsync("GET", "/dav/b.mkv");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(Data, "pan123dav.db-wal")));
        Assert.All(Directory.GetFiles(Data, "pan123dav*"), path => Assert.Equal(OwnerOnly, File.GetUnixFileMode(path)));
        Assert.NotEqual(OwnerOnly, File.GetUnixFileMode(Path.Combine(Data, "notes.txt")));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }

    [Fact]
    public async Task Start_OnAFolderThatCannotBeMade_IsOnePlainLineOfAdvice()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var gateway = await GatewayHost.StartAsync(Tree, ("DataDirectory", Path.Combine(file, "data")));
        await using (gateway)
        {
            using var response = await gateway.SendAsync("GET", "/dav/a.mkv");
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }

        Assert.Single(gateway.LogText.Split('\n'), line => line.Contains("name another folder in Pan123Dav:DataDirectory", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", gateway.LogText, StringComparison.Ordinal);
    }

    private Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(Tree, [("DataDirectory", Data), .. settings]);
}
