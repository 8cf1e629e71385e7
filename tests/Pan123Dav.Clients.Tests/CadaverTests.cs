using System.Text;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>cadaver, which follows no redirect and so is served by proxy.</summary>
public sealed class CadaverTests(ClientHost host) : ClientTests(host, "proxy")
{
    [Fact]
    public async Task Get_EveryFile_HasTheBytes()
    {
        Tool.Require("cadaver");
        var folder = Host.NewFolder();
        var files = Tree.Sample.ToList();
        var commands = new StringBuilder();
        for (var i = 0; i < files.Count; i++)
        {
            commands.Append(null, $"get {Quote(files[i].Path[1..])} {folder}/{i}\n");
        }

        var result = await RunAsync(commands.ToString());

        Assert.DoesNotContain("edirect", result.Text, StringComparison.Ordinal);
        AssertSame(files, file => Path.Combine(folder, $"{files.IndexOf(file)}"));
    }

    [Fact]
    public async Task Ls_AFolder_ShowsItsMembers()
    {
        Tool.Require("cadaver");
        var result = await RunAsync("ls sizes\nls empty\n");

        Assert.Matches("big\\.bin +33554432 ", result.Text);
        Assert.Contains("collection is empty", result.Text, StringComparison.Ordinal);
    }

    private static string Quote(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private async Task<ToolResult> RunAsync(string commands)
    {
        var home = Host.NewFolder();
        var netrc = Path.Combine(home, ".netrc");
        await File.WriteAllTextAsync(netrc, $"machine {Host.Root.Host} login {PublishedGateway.User} password {PublishedGateway.Password}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(netrc, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (await new Tool("cadaver", [Host.Root.AbsoluteUri])
        {
            Input = commands + "quit\n",
            Folder = home,
            Environment = new Dictionary<string, string> { ["HOME"] = home, ["LC_ALL"] = "C.UTF-8" },
        }.RunAsync()).Succeeded();
    }
}
