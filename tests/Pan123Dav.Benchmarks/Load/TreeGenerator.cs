using System.Globalization;
using System.Text;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>Writes trees as people have them: every other name is Chinese, and what the name is the URL ends with, percent-encoded.</summary>
internal static class TreeGenerator
{
    /// <summary>As many files as the listings alone take.</summary>
    public const int Small = 11_000;

    private const int FolderSize = 1000;

    private static readonly string[] Deep = ["影视", "电影 Movies", "2014", "科幻 Sci-Fi", "Interstellar 星际穿越", "Disc 1", "BDMV", "STREAM"];

    /// <summary>A file eight folders deep, below the path base.</summary>
    public static string DeepFile { get; } = "/dav/" + string.Join('/', Deep.Append(Name(1)).Select(Uri.EscapeDataString));

    /// <summary>A folder of 10, 100, 1000 or 10000 members.</summary>
    public static string Folder(int members) => string.Create(CultureInfo.InvariantCulture, $"/dav/lists/{members}/");

    /// <summary>One of the members of the folder of 10000.</summary>
    public static string Listed(int index) => Folder(10_000) + Uri.EscapeDataString(Name(index));

    /// <summary>Writes a tree of <paramref name="files"/> files, <see cref="Small"/> at the least.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">How many.</param>
    /// <param name="marker">A folder that tells this version of the tree from others.</param>
    public static void Write(string path, int files, string marker)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        text.WriteLine($"{marker}:");
        for (var i = 0; i < Deep.Length; i++)
        {
            text.WriteLine($"{new string(' ', 2 * i)}{Deep[i]}:");
        }

        WriteFiles(text, Deep.Length, "deep", 0, 10);
        text.WriteLine("lists:");
        var written = 10;
        foreach (var members in new[] { 10, 100, 1000, 10_000 })
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {members}:"));
            WriteFiles(text, 2, "lists", 0, members);
            written += members;
        }

        text.WriteLine("library:");
        for (var folder = 0; written < files; folder++)
        {
            var members = Math.Min(FolderSize, files - written);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  合集 {folder:D5}:"));
            WriteFiles(text, 2, string.Create(CultureInfo.InvariantCulture, $"library/{folder:D5}"), written, members);
            written += members;
        }
    }

    private static void WriteFiles(StreamWriter text, int level, string folder, int first, int count)
    {
        var indent = new string(' ', 2 * level);
        for (var i = first; i < first + count; i++)
        {
            var name = Name(i);
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{indent}{name}:{1_000_000_000L + (i * 7919L)}:{1_694_101_621 + i}:https://vip.example.com/13/{folder}/{Uri.EscapeDataString(name)}"));
        }
    }

    private static string Name(int i) => i % 2 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"Episode {i:D7} 1080p.mkv")
        : string.Create(CultureInfo.InvariantCulture, $"第 {i} 集 影片.mp4");
}
