using System.Globalization;

namespace Pan123Dav.Emulator.Demo;

/// <summary>The tree text that shows <see cref="DemoFiles"/> as a drive, in every form of line that still tells the size.</summary>
public static class DemoTree
{
    /// <summary>Where the drive shows the song, decoded.</summary>
    public const string SongPath = "音乐 Music/茉莉花 Jasmine Flower.wav";

    /// <param name="address">Where the host listens: <see cref="Hosting.EmulatorHost.Address"/>.</param>
    /// <param name="uid">The account whose files they are.</param>
    public static string Text(Uri address, ulong uid)
    {
        var root = string.Create(CultureInfo.InvariantCulture, $"{address.GetLeftPart(UriPartial.Authority)}/{uid}/");
        return $"""
            # A file is [FileName:][FileSize:][Modified:]URL, a folder ends with a colon, and two spaces lead one level down.
            # 文件的写法是 [文件名:][字节数:][修改时间:]URL；以冒号结尾的是目录；每缩进两个空格进入下一层。

            # Name, size and time. 文件名、大小、时间都写：
            Welcome 欢迎.txt:{SizeAndTime(DemoFiles.Welcome)}:{root}{Encode(DemoFiles.Welcome)}
            # The name comes from the URL, where % and # have to be encoded. 不写文件名时取自 URL，其中的 % 和 # 必须编码：
            {SizeAndTime(DemoFiles.OddName)}:{root}{Encode(DemoFiles.OddName)}
            # A folder with nothing in it. 空目录：
            Empty:
            音乐 Music:
              # URLs may be pasted as they are. URL 可以原样粘贴，不必编码：
              {SizeAndTime(DemoFiles.Song)}:{root}{DemoFiles.Song}
              # A name and the size. 只写文件名和大小：
              歌词.txt:{Size(DemoFiles.Lyrics)}:{root}{DemoFiles.Lyrics}
            图片 Pictures:
              日落.png:{SizeAndTime(DemoFiles.Picture)}:{root}{Encode(DemoFiles.Picture)}
            Data:
              # No bytes at all, and the time left blank. 空文件，时间留空：
              zero bytes.txt:{Size(DemoFiles.Empty)}::{root}{Encode(DemoFiles.Empty)}
              # Without a name, the time blank. 不写文件名，时间留空：
              {Size(DemoFiles.Random)}::{root}{Encode(DemoFiles.Random)}
              Level 1:
                第二层 Level 2:
                  # The size alone. 只写大小：
                  {Size(DemoFiles.Deep)}:{root}{Encode(DemoFiles.Deep)}
            # A bare URL works too; many programs cannot read a file whose size is not known.
            # 只写 URL 也可以，但大小未知的文件许多播放器读不了。

            """.ReplaceLineEndings("\n");
    }

    private static string SizeAndTime(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{Size(name)}:{DemoFiles.Get(name).Modified.ToUnixTimeSeconds()}");

    private static string Size(string name) => DemoFiles.Get(name).Content.Length.ToString(CultureInfo.InvariantCulture);

    private static string Encode(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
}
