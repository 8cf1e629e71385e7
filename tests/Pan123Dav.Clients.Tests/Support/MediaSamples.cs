using System.Globalization;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>
/// A real film, made once a run by ffmpeg: an MP4 with its index at the end, so that a player must seek to open it, and the same as Matroska.
/// </summary>
public sealed record MediaSamples(byte[] Mp4, byte[] Matroska, byte[] Subtitles)
{
    public const int Seconds = 20;
    private static readonly Lazy<Task<MediaSamples?>> Made = new(MakeAsync);

    /// <summary>The film, or null where there is no ffmpeg.</summary>
    public static Task<MediaSamples?> GetAsync() => Made.Value;

    private static async Task<MediaSamples?> MakeAsync()
    {
        if (Tool.Find("ffmpeg") is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("pan123dav-media-");
        try
        {
            var mp4 = Path.Combine(folder.FullName, "film.mp4");
            var mkv = Path.Combine(folder.FullName, "film.mkv");
            var srt = Path.Combine(folder.FullName, "film.srt");
            await File.WriteAllTextAsync(srt, "1\n00:00:01,000 --> 00:00:04,000\n字幕 one\n\n2\n00:00:11,000 --> 00:00:14,000\nsubtitle two\n");
            var duration = Seconds.ToString(CultureInfo.InvariantCulture);
            string[] sources = ["-f", "lavfi", "-i", $"testsrc2=size=320x240:rate=25:duration={duration}",
                "-f", "lavfi", "-i", $"sine=frequency=440:duration={duration}"];
            await FfmpegAsync([.. sources, "-c:v", "mpeg4", "-q:v", "3", "-g", "25", "-c:a", "aac", mp4]);
            await FfmpegAsync(["-i", mp4, "-i", srt, "-map", "0", "-map", "1", "-c", "copy", mkv]);
            return new MediaSamples(await File.ReadAllBytesAsync(mp4), await File.ReadAllBytesAsync(mkv), await File.ReadAllBytesAsync(srt));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FfmpegAsync(string[] arguments) =>
        (await new Tool("ffmpeg", ["-nostdin", "-v", "error", .. arguments]) { Limit = TimeSpan.FromSeconds(120) }.RunAsync()).Succeeded();
}
