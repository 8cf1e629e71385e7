using System.Text;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>GNOME's virtual file system, which its file manager and its programs read through.</summary>
public sealed class GvfsTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Copy_EveryFile_HasTheBytes()
    {
        Require();
        var folder = Host.NewFolder();
        var files = Tree.Sample.ToList();
        var script = new StringBuilder();
        for (var i = 0; i < files.Count; i++)
        {
            script.Append(null, $"gio cat '{Uri(files[i].Path)}' >'{folder}/{i}'\n");
        }

        await RunAsync(script.ToString());

        AssertSame(files, file => Path.Combine(folder, $"{files.IndexOf(file)}"));
    }

    [Fact]
    public async Task List_NastyNames_ShowsEach()
    {
        Require();
        var result = await RunAsync($"gio list --hidden --attributes=standard::name '{Uri("/names/")}'");

        var files = Tree.Files.Where(file => file.Path.StartsWith("/names/", StringComparison.Ordinal) && file.Path.LastIndexOf('/') == 6).ToList();
        var listed = result.Lines.Select(line => line.Split('\t')).Where(part => part[2] == "(regular)").ToDictionary(part => part[0],
            part => long.Parse(part[1], null));
        Assert.Equal(files.Count, listed.Count);
        Assert.All(files, file => Assert.Equal(file.Content.Length, listed[file.Name]));
    }

    [Fact]
    public async Task List_WideAndEmptyFolders_ShowsAllMembers()
    {
        Require();
        var result = await RunAsync($"gio list '{Uri("/many/")}'\ngio list '{Uri("/empty/")}'");

        Assert.Equal(ClientTree.ManyMembers, result.Lines.Length);
    }

    private static void Require()
    {
        Tool.Require("gio", "dbus-run-session");
        if (!File.Exists("/usr/libexec/gvfsd-dav") && !File.Exists("/usr/lib/gvfs/gvfsd-dav"))
        {
            Tool.Missing("gvfs-backends is not installed");
        }
    }

    private string Uri(string path) => Host.Url(path).Replace("http://", "dav://", StringComparison.Ordinal).Replace("'", "%27", StringComparison.Ordinal);

    /// <summary>Runs a shell script in a session of its own, where the gateway is mounted.</summary>
    private async Task<ToolResult> RunAsync(string script)
    {
        var home = Host.NewFolder();
        var mount = $"set -e\nprintf '{PublishedGateway.User}\\n{PublishedGateway.Password}\\n' | gio mount '{Uri("/")}' >/dev/null\n";
        return (await new Tool("dbus-run-session", ["--", "bash", "-c", mount + script])
        {
            Environment = new Dictionary<string, string> { ["HOME"] = home, ["XDG_RUNTIME_DIR"] = home, ["GVFS_DISABLE_FUSE"] = "1" },
        }.RunAsync()).Succeeded();
    }
}
