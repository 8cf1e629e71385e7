using System.Text.Json;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>Headless Chromium on the page as people use it; the link host is on another port and allows no page to read from it.</summary>
public sealed class PageTests(ClientHost host) : ClientTests(host, "redirect|proxy")
{
    [Fact]
    public async Task Use_ThePage_PlaysHandsOnAndComplainsOfNothing()
    {
        Tool.Require("chromium");
        NodePackage.Require("playwright-core");
        NodePackage.Require("axe-core");
        Host.RequireMedia();
        var shots = Environment.GetEnvironmentVariable("PAN123DAV_SCREENSHOTS") is { Length: > 0 } kept
            ? Directory.CreateDirectory(kept).FullName
            : Host.NewFolder();

        var seen = await NodePackage.RunAsync("page.mjs", Host.Root, Tool.Find("chromium")!, Host.Emulator.Address.AbsoluteUri, "media/", shots);

        foreach (var nothing in new[] { "complaints", "foreign", "axe", "small", "sideways" })
        {
            Assert.Empty(Texts(seen, nothing));
        }

        var video = seen.GetProperty("video");
        Assert.True(video.GetProperty("width").GetInt32() > 0 || video.GetProperty("offersPlayers").GetBoolean(),
            "A film without a picture was played, and no player offered.");
        Assert.Equal(JsonValueKind.Null, video.GetProperty("crossOrigin").ValueKind);
        Assert.Equal("none", video.GetProperty("preload").GetString());
        Assert.False(video.GetProperty("autoplay").GetBoolean());
        Assert.NotEmpty(video.GetProperty("cue").GetString()!);
        Assert.Equal([61], seen.GetProperty("remembered").EnumerateArray().Select(seconds => seconds.GetInt32()));
        Assert.True(seen.GetProperty("last").GetBoolean(), "End did not go to the last row.");
        Assert.Contains(Texts(seen, "hand"), href => href.EndsWith("film.mp4?m3u", StringComparison.Ordinal));
        Assert.Equal("m", seen.GetProperty("focusAfterClose").GetString());
        Assert.Equal(1, seen.GetProperty("filtered").GetInt32());
        Assert.Equal("/login", seen.GetProperty("afterSignOut").GetString());
        Assert.Equal("/login", seen.GetProperty("afterGoingBack").GetString());
        Assert.Equal(3, Texts(seen, "withoutScript").Length);
    }

    private static string[] Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
