namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Names that have broken WebDAV servers and clients.</summary>
internal static class NastyNames
{
    public static readonly string[] All =
    [
        "with space.mkv", "100%.txt", "%41.txt", "a#b.txt", "what?.txt", "a&b.txt", "a+b.txt", "[2024] a.mkv", "a;b.txt", "it's \"quoted\".txt",
        "音乐 01.flac", "电影：合集.mkv", "😀 emoji.txt", "caf\u00E9.txt", "nai\u0308ve.txt", "<tag>.xml", "back\\slash.txt", "colon: inside.txt", "~tilde.txt",
        "noncharacter\uFFFE.txt", "한국어.txt", ".hidden", "...", " ".PadRight(3, 'x'), new string('n', 251) + ".bin",
    ];
}
