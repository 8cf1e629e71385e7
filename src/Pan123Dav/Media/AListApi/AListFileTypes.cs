using System.Text;

namespace Pan123Dav.Media.AListApi;

/// <summary>What AList says a name stands for, by its extension. Clients hide files of type 0 or offer to play only 2 and 3.</summary>
internal static class AListFileTypes
{
    public const int Unknown = 0;
    public const int Folder = 1;
    public const int Video = 2;
    public const int Audio = 3;
    public const int Text = 4;
    public const int Image = 5;

    // Packed into a number, the longest extension is 8 bytes.
    private const int MaxExtension = sizeof(ulong);

    // AList's own lists, and the films that it lacks.
    private static readonly Dictionary<ulong, int> Types = Create(
        (Video, "mp4 mkv avi mov rmvb webm flv m3u8 ts m2ts mts wmv mpg mpeg iso m4v rm vob 3gp ogv"),
        (Audio, "mp3 flac ogg m4a wav opus wma aac ape dsf dff alac"),
        (Text,
            "txt htm html xml java properties sql js md json conf ini vue php py bat gitignore yml yaml go sh c cpp h hpp tsx vtt srt ass rs lrc strm ssa css"),
        (Image, "jpg tiff jpeg png gif bmp svg ico swf webp avif heic"));

    /// <summary>The type of a file called <paramref name="name"/>.</summary>
    public static int Get(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        var extension = name[(dot + 1)..];
        return dot >= 0 && extension.Length is > 0 and <= MaxExtension && Types.TryGetValue(Pack(extension), out var type) ? type : Unknown;
    }

    private static Dictionary<ulong, int> Create(params (int Type, string Extensions)[] lists) => lists
        .SelectMany(
            list => list.Extensions.Split(' ').Where(extension => extension.Length <= MaxExtension)
                .Select(extension => (Key: Pack(Encoding.ASCII.GetBytes(extension)), list.Type)))
        .ToDictionary(pair => pair.Key, pair => pair.Type);

    private static ulong Pack(ReadOnlySpan<byte> extension)
    {
        ulong packed = 0;
        foreach (var b in extension)
        {
            packed = (packed << 8) | (byte)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b);
        }

        return packed;
    }
}
