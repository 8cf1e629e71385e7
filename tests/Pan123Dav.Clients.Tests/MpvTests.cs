using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>mpv, which reads through ffmpeg's library.</summary>
public sealed class MpvTests(ClientHost host) : ClientTests(host)
{
    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Play_FromTheMiddleWithSubtitles_Plays(string path)
    {
        Tool.Require("mpv");
        Host.RequireMedia();

        var result = (await PlayAsync(path)).Succeeded();

        Assert.DoesNotContain("Failed", result.Text + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("^12\\.0\\d* of 20\\.", result.Text);
    }

    private Task<ToolResult> PlayAsync(string path)
    {
        string[] arguments =
        [
            "--no-config", "--vo=null", "--ao=null", "--untimed", "--start=12", "--frames=50", "--sub-file=" + Host.UrlWithCredentials(ClientTree.Subtitles),
            "--msg-level=all=warn,term-msg=info", "--term-playing-msg=${=time-pos} of ${=duration}, ${track-list/count} tracks", Host.UrlWithCredentials(path),
        ];
        return new Tool("mpv", arguments).RunAsync();
    }
}
