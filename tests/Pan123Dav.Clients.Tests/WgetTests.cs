using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>wget with the credentials in the address; <c>--user</c> would send them to every host, by its own design.</summary>
public sealed class WgetTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Download_EveryFile_HasTheBytes()
    {
        Tool.Require("wget");
        var folder = Host.NewFolder();
        var files = Tree.Sample.ToList();

        await Parallel.ForEachAsync(files, async (file, _) =>
            (await Wget("--output-document", Copy(file), Host.UrlWithCredentials(file.Path)).RunAsync()).Succeeded());

        AssertSame(files, Copy);

        string Copy(ClientFile file) => Path.Combine(folder, $"{files.IndexOf(file)}");
    }

    [Fact]
    public async Task Continue_AfterHalf_CompletesTheFile()
    {
        Tool.Require("wget");
        var copy = Path.Combine(Host.NewFolder(), "big.bin");
        await File.WriteAllBytesAsync(copy, Tree[ClientTree.Big].Content.ToArray()[..(16 << 20)]);

        (await Wget("--continue", "--output-document", copy, Host.UrlWithCredentials(ClientTree.Big)).RunAsync()).Succeeded();

        Assert.Equal(Tree[ClientTree.Big].Sha256, Digest.OfFile(copy));
    }

    [Fact]
    public async Task Recursive_AFolder_FindsEveryFileByThePage()
    {
        Tool.Require("wget");
        var folder = Host.NewFolder();

        await Wget("--recursive", "--no-parent", "--no-host-directories", "--cut-dirs=1", "--directory-prefix", folder, Host.UrlWithCredentials("/sizes/"))
            .RunAsync();

        var files = Tree.Files.Where(file => file.Path.StartsWith("/sizes/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        AssertSame(files, file => Path.Combine(folder, file.Path[1..]));
    }

    private static Tool Wget(params string[] arguments) => new("wget", ["--no-config", "--no-verbose", "--tries=1", "--timeout=20", .. arguments]);
}
