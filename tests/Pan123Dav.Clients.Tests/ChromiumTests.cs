using System.Text;
using System.Text.Json;
using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Page.Sorting;

namespace Pan123Dav.Clients.Tests;

/// <summary>Headless Chromium on the HTML listing, driven by playwright-core.</summary>
public sealed class ChromiumTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Browse_TheListing_LinksWorkAndNothingIsComplainedAbout()
    {
        Tool.Require("chromium");
        NodePackage.Require("playwright-core");
        string[] folders = ["/", "/names/", "/empty/", "/many/", .. Tree.Folders.Where(folder => folder.StartsWith("/names/in ", StringComparison.Ordinal))];
        var plan = Path.Combine(Host.NewFolder(), "plan.json");
        await File.WriteAllTextAsync(plan, JsonSerializer.Serialize(new
        {
            pages = folders.Select(Host.Url),
            downloads = new[] { new { folder = new[] { "sizes" }, name = "big.bin" }, new { folder = new[] { "sizes" }, name = "one.bin" } },
        }));

        var seen = await NodePackage.RunAsync("chromium.mjs", Host.Root, Tool.Find("chromium")!, plan);

        Assert.Empty(seen.GetProperty("complaints").EnumerateArray().Select(complaint => complaint.GetString()));
        foreach (var (folder, page) in folders.Zip(seen.GetProperty("pages").EnumerateArray()))
        {
            Assert.Equal(200, page.GetProperty("status").GetInt32());
            Assert.True(page.GetProperty("styled").GetBoolean(), "The style sheet was not applied.");
            Assert.Equal(Members(folder),
                page.GetProperty("links").EnumerateArray().Select(link => (link.GetProperty("href").GetString()!, link.GetProperty("text").GetString()!)));
        }

        Assert.All(seen.GetProperty("downloads").EnumerateArray(), download =>
            Assert.Equal(Tree[download.GetProperty("path").GetString()!].Sha256, download.GetProperty("sha256").GetString()));
    }

    /// <summary>
    /// Address and text, in the order of a page, of each member of <paramref name="folder"/>; U+FFFE, which XML cannot hold, is shown as U+FFFD.
    /// </summary>
    private List<(string Href, string Text)> Members(string folder) =>
    [
        .. Tree.InOrder.Where(
            path => path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal)
                && path.IndexOf('/', folder.Length) is var slash && (slash < 0 || slash == path.Length - 1))
            .OrderBy(path => path[^1] != '/')
            .ThenBy(path => Encoding.UTF8.GetBytes(path[folder.Length..].TrimEnd('/')), Comparer<byte[]>.Create((a, b) => NaturalOrder.Compare(a, b)))
            .Select(path => (new Uri(Host.Url(path)).AbsolutePath, path[folder.Length..].Replace('\uFFFE', '\uFFFD'))),
    ];
}
