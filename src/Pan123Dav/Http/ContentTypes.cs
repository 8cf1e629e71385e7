using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;

namespace Pan123Dav.Http;

/// <summary>
/// Content types by the extension of a name, never by a look at content: ASP.NET Core's own table, and the media and subtitle types it lacks.
/// Looked up by the extension's bytes in lower case, packed into a number, so that a listing allocates nothing for it. Few have more than eight bytes.
/// </summary>
internal static class ContentTypes
{
    /// <summary>No type is longer, in bytes.</summary>
    public const int MaxLength = 128;

    private const int MaxExtension = 16;

    private static readonly byte[] Unknown = "application/octet-stream"u8.ToArray();
    private static readonly Dictionary<ulong, byte[]> Short = [];
    private static readonly Dictionary<UInt128, byte[]> Long = [];
    private static readonly Dictionary<byte[], string> Texts = [];

    static ContentTypes()
    {
        foreach (var (extension, type) in new FileExtensionContentTypeProvider(Lacking()).Mappings)
        {
            Add(extension, type);
        }

        Texts[Unknown] = "application/octet-stream";
    }

    /// <summary>The content type of a file called <paramref name="name"/>, ready for the wire.</summary>
    public static byte[] Get(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        var extension = name[(dot + 1)..];
        return dot >= 0 && extension.Length is > 0 and <= MaxExtension && TryFind(extension, out var type) ? type : Unknown;
    }

    /// <summary>The same as text.</summary>
    public static string GetText(ReadOnlySpan<byte> name) => Texts[Get(name)];

    private static bool TryFind(ReadOnlySpan<byte> extension, [NotNullWhen(true)] out byte[]? type) =>
        extension.Length <= sizeof(ulong) ? Short.TryGetValue(Pack(extension), out type) : Long.TryGetValue(PackLong(extension), out type);

    private static void Add(string extension, string type)
    {
        var (key, bytes) = (Encoding.ASCII.GetBytes(extension.TrimStart('.')), Encoding.ASCII.GetBytes(type));
        if (key.Length <= MaxExtension && (key.Length <= sizeof(ulong) ? Short.TryAdd(Pack(key), bytes) : Long.TryAdd(PackLong(key), bytes)))
        {
            Texts[bytes] = type;
        }
    }

    private static ulong Pack(ReadOnlySpan<byte> extension)
    {
        ulong packed = 0;
        foreach (var b in extension)
        {
            packed = (packed << 8) | (byte)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b);
        }

        return packed;
    }

    private static UInt128 PackLong(ReadOnlySpan<byte> extension) => new(Pack(extension[..sizeof(ulong)]), Pack(extension[sizeof(ulong)..]));

    private static Dictionary<string, string> Lacking()
    {
        var types = new Dictionary<string, string>(new FileExtensionContentTypeProvider().Mappings, StringComparer.OrdinalIgnoreCase);
        foreach (var (extension, type) in MediaTypes)
        {
            types[extension] = type;
        }

        return types;
    }

    private static readonly (string Extension, string Type)[] MediaTypes =
    [
        (".mkv", "video/x-matroska"), (".mka", "audio/x-matroska"), (".mks", "video/x-matroska"), (".webm", "video/webm"),
        (".mp4", "video/mp4"), (".m4v", "video/mp4"), (".m4a", "audio/mp4"), (".m4b", "audio/mp4"), (".mov", "video/quicktime"),
        (".ts", "video/mp2t"), (".m2ts", "video/mp2t"), (".mts", "video/mp2t"), (".vob", "video/mpeg"), (".rmvb", "application/vnd.rn-realmedia-vbr"),
        (".rm", "application/vnd.rn-realmedia"), (".flv", "video/x-flv"), (".f4v", "video/mp4"), (".ogv", "video/ogg"), (".avi", "video/x-msvideo"),
        (".flac", "audio/flac"), (".opus", "audio/ogg"), (".ogg", "audio/ogg"), (".oga", "audio/ogg"), (".ape", "audio/x-ape"), (".wv", "audio/x-wavpack"),
        (".dsf", "audio/x-dsf"), (".dff", "audio/x-dff"), (".tta", "audio/x-tta"), (".alac", "audio/mp4"), (".dts", "audio/vnd.dts"), (".ac3", "audio/ac3"),
        (".srt", "application/x-subrip"), (".ass", "text/x-ssa"), (".ssa", "text/x-ssa"),
        (".vtt", "text/vtt"), (".sub", "text/plain"), (".sup", "application/octet-stream"),
        (".lrc", "text/plain"), (".nfo", "text/plain"), (".cue", "text/plain"), (".md", "text/markdown"), (".log", "text/plain"),
        (".m3u", "audio/x-mpegurl"), (".m3u8", "application/vnd.apple.mpegurl"), (".strm", "text/plain"),
        (".7z", "application/x-7z-compressed"), (".rar", "application/vnd.rar"),
        (".zst", "application/zstd"), (".xz", "application/x-xz"), (".bz2", "application/x-bzip2"),
        (".iso", "application/x-iso9660-image"), (".dmg", "application/x-apple-diskimage"), (".apk", "application/vnd.android.package-archive"),
        (".deb", "application/vnd.debian.binary-package"), (".rpm", "application/x-rpm"), (".appimage", "application/vnd.appimage"),
        (".epub", "application/epub+zip"), (".mobi", "application/x-mobipocket-ebook"),
        (".azw3", "application/vnd.amazon.ebook"), (".cbz", "application/vnd.comicbook+zip"),
        (".webp", "image/webp"), (".avif", "image/avif"), (".heic", "image/heic"), (".heif", "image/heif"), (".jxl", "image/jxl"),
    ];
}
