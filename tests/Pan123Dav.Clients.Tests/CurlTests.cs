using System.Text;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>curl with -L, which sends the password to the gateway alone.</summary>
public sealed class CurlTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Download_EveryFile_HasTheBytes()
    {
        Tool.Require("curl");
        var folder = Host.NewFolder();
        var files = Tree.Sample.ToList();
        var config = new StringBuilder();
        for (var i = 0; i < files.Count; i++)
        {
            config.Append(null, $"url = \"{Host.Url(files[i].Path)}\"\noutput = \"{Path.Combine(folder, $"{i}")}\"\n");
        }

        (await Curl(config.ToString(), "--config", "-").RunAsync()).Succeeded();

        AssertSame(files, file => Path.Combine(folder, $"{files.IndexOf(file)}"));
    }

    [Fact]
    public async Task Range_OfABigFile_IsThatPart()
    {
        Tool.Require("curl");
        var result = (await Curl(null, "--range", "1000000-1000099", Host.Url(ClientTree.Big)).RunAsync()).Succeeded();

        Assert.Equal(Tree[ClientTree.Big].Content.ToArray()[1_000_000..1_000_100], result.Output);
    }

    [Fact]
    public async Task Resume_AfterHalf_CompletesTheFile()
    {
        Tool.Require("curl");
        var copy = Path.Combine(Host.NewFolder(), "big.bin");
        await File.WriteAllBytesAsync(copy, Tree[ClientTree.Big].Content.ToArray()[..(16 << 20)]);

        (await Curl(null, "--continue-at", "-", "--output", copy, Host.Url(ClientTree.Big)).RunAsync()).Succeeded();

        Assert.Equal(Tree[ClientTree.Big].Sha256, Digest.OfFile(copy));
    }

    [Fact]
    public async Task Head_EveryFile_TellsItsSize()
    {
        Tool.Require("curl");
        var files = Tree.Sample.ToList();
        var urls = string.Concat(files.Select(file => $"url = \"{Host.Url(file.Path)}\"\n"));

        var result = (await Curl(urls, "--config", "-", "--head").RunAsync()).Succeeded();

        var lengths = result.Text.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => long.Parse(line[16..], null));
        Assert.Equal(files.Select(file => file.Content.Length), lengths);
    }

    private static Tool Curl(string? input, params string[] arguments) =>
        new("curl", ["--silent", "--show-error", "--fail", "--globoff", "--location", "--user",
            $"{PublishedGateway.User}:{PublishedGateway.Password}", .. arguments])
        { Input = input };
}
