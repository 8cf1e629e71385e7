using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>The npm package "webdav", which JavaScript programs use.</summary>
public sealed class NpmWebdavTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Walk_TheTree_ReadsEveryFile()
    {
        NodePackage.Require("webdav");

        await Host.LearnSizesAsync();

        // By name: its node-fetch takes another port of the same host for the same place and sends the password there too (webdav 5.11.0).
        var root = new UriBuilder(Host.Root) { Host = "localhost" }.Uri;
        var seen = await NodePackage.RunAsync("webdav.mjs", root, ClientTree.Big, "/many/");

        var entries = seen.GetProperty("entries").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("path").GetString()!,
                entry => (Size: entry.GetProperty("size").GetInt64(), Sha256: entry.GetProperty("sha256").GetString()));
        Assert.Equal(Tree.Files.Select(file => file.Path).Concat(Tree.Folders).Order(StringComparer.Ordinal), entries.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Tree.Sample.Where(file => entries[file.Path] != (file.Content.Length, file.Sha256)).Select(file => (file.Path, entries[file.Path])));
        Assert.Equal(Digest.Of(Tree[ClientTree.Big].Content.ToArray()[1000..2000]), seen.GetProperty("part").GetString());
    }
}
