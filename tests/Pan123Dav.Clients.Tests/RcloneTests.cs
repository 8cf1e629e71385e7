using System.Diagnostics;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>rclone's WebDAV backend, vendor "other".</summary>
public sealed class RcloneTests(ClientHost host) : ClientTests(host)
{
    // The sample as a filter: of the wide folder ten members.
    private static readonly string[] Sample = ["--filter", "+ /many/*00.txt", "--filter", "- /many/**"];

    [Fact]
    public async Task Lsf_Recursive_ListsEverything()
    {
        var result = await RunAsync("lsf", "-R", ":webdav:");

        var expected = Tree.Files.Select(file => file.Path[1..]).Concat(Tree.Folders.Select(folder => folder[1..]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), result.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lsl_EveryFile_ShowsItsSizeAlsoWhereTheTreeTellsNone()
    {
        var expected = Tree.Files.ToDictionary(file => file.Path, file => file.Content.Length);
        var started = Stopwatch.GetTimestamp();
        Dictionary<string, long> listed;
        do
        {
            // A size that is not learnt in time for one listing is in a later one.
            var result = await RunAsync("lsl", ":webdav:");
            listed = result.Lines.Select(line => line.TrimStart().Split(' ', 4)).ToDictionary(part => "/" + part[3], part => long.Parse(part[0], null));
        }
        while (listed.ContainsValue(0) && listed.Any(file => file.Value != expected[file.Key]) && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));

        Assert.Equal(expected, listed);
    }

    [Fact]
    public async Task Copy_EveryFile_HasTheBytesAndLeavesNothingToDo()
    {
        Tool.Require("rclone");
        await Host.LearnSizesAsync();
        var folder = Host.NewFolder();
        await RunAsync(["copy", ":webdav:", folder, .. Sample]);

        AssertSame(Tree.Sample, file => folder + file.Path);
        await RunAsync(["check", "--download", ":webdav:", folder, .. Sample]);
        var again = await RunAsync(["copy", "--verbose", ":webdav:", folder, .. Sample]);
        Assert.DoesNotContain("Copied", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cat_OffsetAndCount_IsThatPart()
    {
        var result = await RunAsync("cat", "--offset", "20000000", "--count", "5000", ":webdav:" + ClientTree.Big[1..]);

        Assert.Equal(Tree[ClientTree.Big].Content.ToArray()[20_000_000..20_005_000], result.Output);
    }

    [Fact]
    public async Task Mount_ByFuse_ReadsEveryFile()
    {
        FuseMount.Require();
        Tool.Require("rclone");
        await Host.LearnSizesAsync();
        var folder = Host.NewFolder();
        await using var mount = await FuseMount.StartAsync(folder, await RcloneAsync("mount", ":webdav:", folder, "--read-only"));

        AssertSame(Tree.Sample, file => folder + file.Path);
        Assert.Equal(ClientTree.ManyMembers, Directory.GetFiles(folder + "/many").Length);
        Assert.Empty(Directory.GetFileSystemEntries(folder + "/empty"));
        using var big = File.OpenRead(folder + ClientTree.Big);
        big.Seek(31_000_000, SeekOrigin.Begin);
        var part = new byte[1000];
        big.ReadExactly(part);
        Assert.Equal(Tree[ClientTree.Big].Content.ToArray()[31_000_000..31_001_000], part);
    }

    private static async Task<string> ObscuredAsync() =>
        (await new Tool("rclone", ["obscure", "-"]) { Input = PublishedGateway.Password }.RunAsync()).Succeeded().Text.Trim();

    private async Task<Tool> RcloneAsync(params string[] arguments)
    {
        Tool.Require("rclone");
        return new Tool("rclone", ["--config", "", "--retries", "1", "--low-level-retries", "1", .. arguments])
        {
            Environment = new Dictionary<string, string>
            {
                ["RCLONE_WEBDAV_URL"] = Host.Root.AbsoluteUri,
                ["RCLONE_WEBDAV_VENDOR"] = "other",
                ["RCLONE_WEBDAV_USER"] = PublishedGateway.User,
                ["RCLONE_WEBDAV_PASS"] = await ObscuredAsync(),
            },
        };
    }

    private async Task<ToolResult> RunAsync(params string[] arguments) => (await (await RcloneAsync(arguments)).RunAsync()).Succeeded();
}
