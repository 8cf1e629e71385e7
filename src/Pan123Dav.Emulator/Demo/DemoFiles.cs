using System.Globalization;

namespace Pan123Dav.Emulator.Demo;

/// <summary>Files to show and to test with: the same bytes every time, made when they are first read.</summary>
public static class DemoFiles
{
    internal const string Welcome = "docs/welcome.txt";
    internal const string OddName = "docs/100% cotton & track #7.txt";
    internal const string Empty = "docs/empty.txt";
    internal const string Picture = "pictures/sunset.png";
    internal const string Song = "音乐/茉莉花 Jasmine Flower.wav";
    internal const string Lyrics = "音乐/茉莉花.txt";
    internal const string Random = "data/random-8MiB.bin";
    internal const string Deep = "data/level 1/level 2/deep.txt";

    private const string WelcomeText = """
        Welcome to Pan123Dav. If you can read this, the drive works: the gateway listed it,
        and this file came straight from the direct-link host by a signed link.

        欢迎使用 Pan123Dav。能看到这行字，说明网盘已经挂载成功：
        目录由网关列出，文件内容由直链服务器通过带签名的链接直接送达。

        """;

    private const string LyricsText = """
        好一朵茉莉花
        好一朵茉莉花
        满园花草香也香不过它

        """;

    private static readonly Dictionary<string, EmulatorFile> All = new()
    {
        [Welcome] = new(Lines(WelcomeText), At("2023-09-07T15:07:01Z")),
        [OddName] = new(EmulatorContent.Text("The name of this file holds spaces, a percent sign, an ampersand and a hash.\n"), At("2024-02-29T23:59:59Z")),
        [Empty] = new(EmulatorContent.Text(""), At("2023-01-01T00:00:00Z")),
        [Picture] = new(EmulatorContent.Deferred(Sunset.Png), At("2024-10-01T10:00:00Z")),
        [Song] = new(new Melody(), At("2024-06-15T08:30:00Z")),
        [Lyrics] = new(Lines(LyricsText), At("2024-06-15T08:31:00Z")),
        [Random] = new(EmulatorContent.PseudoRandom(8 * 1024 * 1024, seed: 123), At("2025-03-01T00:00:00Z")),
        [Deep] = new(EmulatorContent.Text("Three folders down.\n在三层目录之下。\n"), At("2025-05-05T05:05:05Z")),
    };

    /// <summary>The files by their path on the host, under <c>/{uid}/</c> as 123 has it.</summary>
    public static IReadOnlyDictionary<string, EmulatorFile> Under(ulong uid) =>
        All.ToDictionary(file => string.Create(CultureInfo.InvariantCulture, $"/{uid}/{file.Key}"), file => file.Value);

    internal static IReadOnlyDictionary<string, EmulatorFile> ByPath => All;

    internal static EmulatorFile Get(string name) => All[name];

    // A checkout with other line ends must not change the bytes.
    private static EmulatorContent Lines(string text) => EmulatorContent.Text(text.ReplaceLineEndings("\n"));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
