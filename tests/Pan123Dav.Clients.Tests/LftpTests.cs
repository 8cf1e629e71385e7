using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>
/// lftp over HTTP, which lists folders by the links of their pages. It percent-encodes the <c>?</c> of a
/// redirect, so it reads nothing unless a rule gives it the proxy.
/// </summary>
public sealed class LftpTests(ClientHost host) : ClientTests(host)
{
    private static readonly ClientLimit Home = new(
        "lftp 4.9.2 takes a tilde in front of a name for a home folder", file => file.Path.Contains("/~", StringComparison.Ordinal));

    private static readonly ClientLimit LongName = new(
        "lftp 4.9.2 passes over links of this length", file => file.Path.Split('/').Any(name => Uri.EscapeDataString(name).Length > 700));

    [Fact]
    public async Task Find_TheWholeDrive_ListsEveryFile()
    {
        Tool.Require("lftp");
        var folder = Host.NewFolder();
        var listed =
            (await new Tool("lftp", ["--norc", "-u", $"{PublishedGateway.User},{PublishedGateway.Password}", "-e", "find; exit", Host.Root.AbsoluteUri])
            {
                Folder = folder,
                Environment = new Dictionary<string, string> { ["HOME"] = folder, ["LC_ALL"] = "C.UTF-8" },
            }.RunAsync()).Succeeded().Lines.ToHashSet();

        Assert.Equal([], ClientLimit.Without(Tree.Files, Home, LongName).Select(file => "." + file.Path).Except(listed));
    }
}
