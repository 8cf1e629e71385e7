using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests;

/// <summary>Headless Chromium on the administration, as an owner uses it: sees what is spent, mends the tree, goes back, stops a link, adds a user.</summary>
public sealed class AdminPageTests : IAsyncLifetime
{
    private const string Guest = "guest";

    private EmulatorHost _emulator = null!;
    private PublishedGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions { PrivateKey = PublishedGateway.PrivateKey, Uid = ClientTree.Uid };
        _emulator = await EmulatorHost.StartAsync(options, 0, TestContext.Current.CancellationToken);
        var link = new Uri(_emulator.Address, $"/{ClientTree.Uid}/a.mkv");
        _gateway = await PublishedGateway.StartAsync($"# Kept.\nfilms:\n  影片.mkv:1000::{link}\n", hasRemoteAuth: true, settings =>
        {
            settings["Budgets"] = new JsonObject { ["DailyBytes"] = 100_000 };
            settings["Users"]![0]!["Admin"] = true;
            settings["Users"]!.AsArray().Add(new JsonObject { ["Name"] = Guest, ["Password"] = PublishedGateway.Password });
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Use_TheAdministration_ChangesWhatItSays()
    {
        Tool.Require("chromium");
        NodePackage.Require("playwright-core");
        NodePackage.Require("axe-core");
        var shots = Environment.GetEnvironmentVariable("PAN123DAV_SCREENSHOTS") is { Length: > 0 } kept
            ? Directory.CreateDirectory(kept).FullName
            : Directory.CreateTempSubdirectory("pan123dav-shots-").FullName;
        await SpendAsync();

        var seen = await NodePackage.RunAsync("admin.mjs", new Uri(_gateway.Address, "/dav/"), Tool.Find("chromium")!, Guest, _gateway.TreeFile, shots);

        foreach (var nothing in new[] { "complaints", "foreign", "axe", "small", "sideways", "alerts" })
        {
            Assert.Empty(Texts(seen, nothing));
        }

        Assert.Equal(404, seen.GetProperty("asGuest").GetInt32());
        Assert.Equal(["/films/影片.mkv"], Texts(seen, "dearest"));
        Assert.Equal(["1", "0"], Texts(seen, "asked"));
        Assert.Equal(30, seen.GetProperty("days").GetInt32());
        Assert.Contains("1", seen.GetProperty("spent").GetString()!, StringComparison.Ordinal);
        Assert.Contains("4:", seen.GetProperty("mistake").GetString()!, StringComparison.Ordinal);
        Assert.Equal("broken", seen.GetProperty("marked").GetString());
        Assert.Equal(["影片.mkv"], Texts(seen, "afterMistake"));
        Assert.Equal(["影片.mkv", "新片.mkv"], Texts(seen, "afterSave").Order(StringComparer.Ordinal));
        Assert.Equal("kept", seen.GetProperty("afterConflict").GetString());
        Assert.Equal(["影片.mkv"], Texts(seen, "afterGoingBack"));
        Assert.StartsWith("# Kept.\nfilms:\n", await File.ReadAllTextAsync(_gateway.TreeFile), StringComparison.Ordinal);
        Assert.Equal(0, seen.GetProperty("linksAfterStop").GetInt32());
        Assert.NotEmpty(seen.GetProperty("weak").GetString()!);
        Assert.Contains("2 GiB", seen.GetProperty("added").GetString()!, StringComparison.Ordinal);
        Assert.Equal(["影片.mkv"], Texts(seen, "asNewUser"));
        Assert.Equal(404, seen.GetProperty("ofOutsider").GetInt32());
        Assert.Contains("stranger-refused", Texts(seen, "checks"));
        Assert.Equal(["中文"], Texts(seen, "withoutScript"));
        _gateway.AssertLogIsClean("redirect");
    }

    private static string[] Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private async Task SpendAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway.Address, "/dav/films/%E5%BD%B1%E7%89%87.mkv"));
        request.Headers.Authorization = PublishedGateway.Credentials;
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);

        // Once as 123 asks before it serves.
        var asked = new Uri(_gateway.Address, $"/remote-auth?remote_addr=203.0.113.1&request_uri={response.Headers.Location!.PathAndQuery}");
        using var granted = await client.GetAsync(asked);
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
    }
}
