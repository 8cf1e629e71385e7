using System.Text;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>aria2 with the credentials in the address, which fetches large files in segments on several connections.</summary>
public sealed class Aria2Tests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Download_EveryFile_HasTheBytes()
    {
        Tool.Require("aria2c");
        var folder = Host.NewFolder();
        var files = Tree.Sample.ToList();
        var list = new StringBuilder();
        for (var i = 0; i < files.Count; i++)
        {
            list.Append(null, $"{Host.UrlWithCredentials(files[i].Path)}\n  out={i}\n");
        }

        (await Aria2(list.ToString(), "--dir", folder).RunAsync()).Succeeded();

        AssertSame(files, file => Path.Combine(folder, $"{files.IndexOf(file)}"));
    }

    [Fact]
    public async Task Download_BigFile_ComesInSegments()
    {
        Tool.Require("aria2c");
        var folder = Host.NewFolder();
        var path = ClientTree.OriginPath(Tree[ClientTree.Big]);
        var before = Host.Emulator.Requests.Count(path);

        (await Aria2($"{Host.UrlWithCredentials(ClientTree.Big)}\n", "--dir", folder).RunAsync()).Succeeded();

        AssertSame([Tree[ClientTree.Big]], _ => Path.Combine(folder, "big.bin"));
        Assert.InRange(Host.Emulator.Requests.Count(path) - before, 4, long.MaxValue);
    }

    private static Tool Aria2(string list, params string[] arguments) =>
        new("aria2c", ["--no-conf", "--no-netrc", "--max-tries=1", "--split=4", "--max-connection-per-server=4",
            "--min-split-size=1M", "--input-file=-", .. arguments])
        { Input = list };
}
