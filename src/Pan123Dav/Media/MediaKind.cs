using System.Collections.Frozen;
using System.Text;

namespace Pan123Dav.Media;

/// <summary>What a media server makes of a file, by its name.</summary>
internal enum MediaKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A film or an episode.</summary>
    Video,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>What stands beside a film: subtitles, its description (nfo), pictures.</summary>
    Companion,
}

/// <summary>Kinds of media files by the extension of a name, letter case aside.</summary>
internal static class MediaKinds
{
    private const string Videos = "mp4 m4v mkv avi mov qt rmvb rm webm flv f4v wmv asf ts m2ts mts tp trp mpg mpeg m2v mpv vob ogv ogm divx 3gp 3g2 dv mxf";
    private const string Sounds = "mp3 flac ogg oga opus m4a m4b wav wma aac ape alac aif aiff dsf dff dts ac3 eac3 mka mp2 mpc tta wv tak amr";
    private const string Companions = "srt ass ssa vtt sub idx sup smi ttml nfo jpg jpeg png webp gif bmp avif tbn";

    private static readonly FrozenDictionary<string, MediaKind> ByExtension = Add(Videos, MediaKind.Video).Concat(Add(Sounds, MediaKind.Audio))
        .Concat(Add(Companions, MediaKind.Companion)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, MediaKind>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByExtension.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int MaxExtension = ByExtension.Keys.Max(extension => extension.Length);

    /// <summary>The kind of a file called <paramref name="name"/>, UTF-8. Without anything before its last dot a name has no extension.</summary>
    public static MediaKind Get(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        var extension = name[(dot + 1)..];
        if (dot <= 0 || extension.IsEmpty || extension.Length > MaxExtension)
        {
            return MediaKind.None;
        }

        Span<char> text = stackalloc char[extension.Length];
        return Encoding.Latin1.GetChars(extension, text) > 0 && Lookup.TryGetValue(text, out var kind) ? kind : MediaKind.None;
    }

    private static IEnumerable<KeyValuePair<string, MediaKind>> Add(string extensions, MediaKind kind) =>
        extensions.Split(' ').Select(extension => KeyValuePair.Create(extension, kind));
}
