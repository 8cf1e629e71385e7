using System.Globalization;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>ffmpeg and ffprobe. The index at the end of the MP4 makes them seek before they can begin, and they seek without credentials.</summary>
public sealed class FfmpegTests(ClientHost host) : ClientTests(host)
{
    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Probe_AFilm_TellsItsLength(string path)
    {
        Require();
        var result = (await Tool("ffprobe", "-show_entries", "format=duration", "-of", "csv=p=0", Host.UrlWithCredentials(path)).RunAsync()).Succeeded();

        Assert.Equal(MediaSamples.Seconds, double.Parse(result.Text, CultureInfo.InvariantCulture), tolerance: 0.2);
    }

    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Decode_AFilm_IsWhatTheFileHolds(string path)
    {
        Require();

        Assert.Equal(await DecodeAsync(await LocalAsync(path)), await DecodeAsync(Host.UrlWithCredentials(path)));
    }

    [Theory]
    [InlineData(ClientTree.Film)]
    [InlineData(ClientTree.Matroska)]
    public async Task Seek_IntoAFilm_IsWhatTheFileHolds(string path)
    {
        Require();

        Assert.Equal(await DecodeAsync(await LocalAsync(path), "-ss", "13.4"), await DecodeAsync(Host.UrlWithCredentials(path), "-ss", "13.4"));
    }

    [Fact]
    public async Task Convert_Subtitles_ReadsThem()
    {
        Require();
        var result = (await Tool("ffmpeg", "-i", Host.UrlWithCredentials(ClientTree.Subtitles), "-f", "srt", "-").RunAsync()).Succeeded();

        Assert.Contains("字幕 one", result.Text, StringComparison.Ordinal);
    }

    private static Tool Tool(string program, params string[] arguments) =>
        new(program, [.. program == "ffmpeg" ? new[] { "-nostdin" } : [], "-v", "error", .. arguments]);

    private static async Task<string> DecodeAsync(string input, params string[] seek) =>
        (await Tool("ffmpeg", [.. seek, "-i", input, "-frames:v", "200", "-map", "0:v", "-f", "framemd5", "-"]).RunAsync()).Succeeded().Text;

    private void Require()
    {
        Support.Tool.Require("ffmpeg", "ffprobe");
        Host.RequireMedia();
    }

    private async Task<string> LocalAsync(string path)
    {
        var file = Path.Combine(Host.NewFolder(), Tree[path].Name);
        await File.WriteAllBytesAsync(file, Tree[path].Content.ToArray());
        return file;
    }
}
