namespace Pan123Dav.Tests.Support;

/// <summary>Names that have broken a WebDAV server or client somewhere.</summary>
internal static class NastyNames
{
    public static readonly string[] All =
    [
        "with space.txt", "100%.txt", "50%25.txt", "#1 hit.mp3", "why?.txt", "R&B.flac", "a+b.txt", "[2024] film.mkv", "a;b.txt", "it's \"quoted\".txt",
        "第 1 集.mkv", "電影—全集.mkv", "한글.txt", "日本語（全角）.txt", "😀 emoji 👩‍👩‍👧.mp4", "caf\u00e9.txt", "e\u0301clair.txt", "<tag>&amp;.xml", "a=b,c@d!$.txt",
        "back\\slash.txt", "~tilde_-.txt", "{curly}|^`.txt", "noncharacter\uFFFE.txt", "trailing dot.", ".hidden", "%2F", "a:b.txt",
        new string('长', 84) + ".ts",
    ];

    /// <summary>
    /// What every storage must show as it is: more than <see cref="All"/>, since no client's file system has to take these, but for two that look like the
    /// escapes which storages behind an interface write for characters that no path holds.
    /// </summary>
    public static readonly string[] ForStorages =
    [
        .. All.Where(name => name is not ("50%25.txt" or "%2F")), "with space.mkv", "%41.txt",
        "a#b.txt", "音乐 01.flac", "电影：合集.mkv", "nai\u0308ve.txt", "<tag>.xml", "colon: inside.txt", "...",
        " ".PadRight(3, 'x'), new string('n', 251) + ".bin",
    ];

    /// <summary>A tree text with every name as a file, and each once more inside a folder of that name.</summary>
    public static string Tree()
    {
        var lines = All.Select((name, i) => $"{name}:{i + 1}:1694101621:https://vip.123pan.cn/13/files/{i}");
        var folders = All.Select((name, i) => $"folder {name}:\n  {name}:{i + 1}:1694101621:https://vip.123pan.cn/13/more/{i}");
        return string.Join('\n', lines.Concat(folders));
    }
}
