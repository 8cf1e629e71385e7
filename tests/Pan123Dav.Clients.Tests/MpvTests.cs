using System.Globalization;
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

        var result = await new Tool("mpv",
        [
            "--no-config", "--vo=null", "--ao=null", "--untimed", "--msg-level=all=warn", "--start=12", "--frames=50", "--sub-file=" + Host.UrlWithCredentials(ClientTree.Subtitles),
            "--msg-level=term-msg=info", "--term-playing-msg=at ${=time-pos} of ${=duration}, ${track-list/count} tracks", Host.UrlWithCredentials(path),
        ]) { Limit = TimeSpan.FromSeconds(30) }.RunAsync();

        Assert.DoesNotContain("Failed", result.Succeeded().Text + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" of {Media.Seconds}."), result.Text, StringComparison.Ordinal);
    }
}
