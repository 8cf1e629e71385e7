using System.Globalization;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>VLC without a window. It refuses to run as root, so it runs as nobody then.</summary>
public sealed class VlcTests(ClientHost host) : ClientTests(host)
{
    private const string Nobody = "65534";

    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Dump_AFilm_HasTheBytes(string path)
    {
        Require();
        var folder = Host.NewOpenFolder();
        var copy = Path.Combine(folder, "copy");

        (await Vlc(folder, "--demux=dump", "--demuxdump-file=" + copy, Host.UrlWithCredentials(path), "vlc://quit").RunAsync()).Succeeded();

        AssertSame([Tree[path]], _ => copy);
    }

    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Play_FromTheMiddle_SeeksThere(string path)
    {
        Require();
        Tool.Require("ffprobe");
        var folder = Host.NewOpenFolder();
        var copy = Path.Combine(folder, "copy.mkv");

        (await Vlc(folder, "--start-time=10", $"--sout=#standard{{access=file,mux=mkv,dst={copy}}}", Host.UrlWithCredentials(path), "vlc://quit")
            .RunAsync()).Succeeded();

        var probed =
            (await new Tool("ffprobe", ["-v", "error", "-select_streams", "v", "-count_packets",
                "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", copy]).RunAsync()).Succeeded();
        Assert.InRange(int.Parse(probed.Text.Trim().TrimEnd(','), CultureInfo.InvariantCulture), 200, 280);
    }

    internal static Tool Vlc(string home, params string[] arguments)
    {
        string[] vlc = ["cvlc", "--intf", "dummy", "--no-one-instance", "--play-and-exit", .. arguments];
        string[] asNobody = Environment.IsPrivilegedProcess ? ["--reuid=" + Nobody, "--regid=" + Nobody, "--clear-groups", .. vlc] : [];
        return new Tool(asNobody.Length > 0 ? "setpriv" : vlc[0], asNobody.Length > 0 ? asNobody : vlc[1..])
        {
            Folder = home,
            Environment = new Dictionary<string, string> { ["HOME"] = home },
        };
    }

    private void Require()
    {
        Tool.Require("cvlc");
        Host.RequireMedia();
    }
}
