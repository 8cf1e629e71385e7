using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

/// <summary>What may be a mistake: a warning, and a tree all the same; and what only looks like one.</summary>
public sealed class UrlTreeWarningTests
{
    public static TheoryData<string, string[], string[]> DoubtfulTexts => new()
    {
        { "https://h/a\nhttps://i/a", ["2:11 duplicate-name"], ["/a - - https://h/a"] },
        { "caf\u00E9:1:https://h/a\nx:\ncafe\u0301:2:https://h/b", ["3:1 duplicate-name"], ["/caf\u00E9 1 - https://h/a", "/x/"] },
        { "a:https://h/1\na:\n  https://h/x\n  b:\n    https://h/y\nb:", ["2:1 duplicate-name"], ["/a - - https://h/1", "/b/"] },
        { "a:\n\n# c\n  https://h/x\na:1:https://h/y", ["5:1 duplicate-name"], ["/a/", "/a/x - - https://h/x"] },
        { "    https://h/a", ["1:5 indent-jump"], ["/a - - https://h/a"] },
        { "a:\n      b:\n    https://h/x\n  https://h/y", ["2:7 indent-jump", "3:5 indent-jump"],
            ["/a/", "/a/b/", "/a/x - - https://h/x", "/a/y - - https://h/y"] },
        { "https://h/a\n  https://h/b", ["2:3 indent-jump"], ["/a - - https://h/a", "/b - - https://h/b"] },
        { "音:https://h/100%/x%zz", ["1:16 stray-percent"], ["/音 - - https://h/100%25/x%25zz"] },
        { "https://h/100%/a\nhttps://h/100%/b", ["1:14 stray-percent", "2:14 stray-percent"], ["/a - - https://h/100%25/a", "/b - - https://h/100%25/b"] },
        { "https://h/100%", ["1:14 stray-percent"], ["/100% - - https://h/100%25"] },
        { "https://h/a?x=%#1", ["1:16 fragment"], ["/a - - https://h/a?x=%"] },
        { "https://h/a%20#1.mkv", ["1:15 fragment"], ["/a  - - https://h/a%20"] },
        { "a:\n\u3000https://h/x", ["2:1 wide-indent"], ["/a/", "/x - - https://h/x"] },
        { "a:\n\u3000b:\n\u3000\u3000https://h/x", ["2:1 wide-indent", "3:1 wide-indent"], ["/a/", "/b/", "/x - - https://h/x"] },
        { "a:\n\u00A0\u00A0https://h/x", ["2:1 wide-indent"], ["/a/", "/x - - https://h/x"] },
        { "a:\n  \u2003https://h/x", ["2:3 wide-indent"], ["/a/", "/a/x - - https://h/x"] },
        { "\u3000a:", ["1:1 wide-indent"], ["/a/"] },
        { "", ["1:1 empty-text"], [] },
        { "# nothing yet\n\n", ["1:1 empty-text"], [] },
        { "https://h/b?auth_key=1-2-3-4", ["1:13 already-signed"], ["/b - - https://h/b?auth_key=1-2-3-4"] },
        { "音:5:6:https://h/b?x=1&auth_key=1", ["1:23 already-signed"], ["/音 5 6 https://h/b?x=1&auth_key=1"] },
        { "名.mkv：134847488:1694101621:https://h/x", ["1:6 wide-colon"], ["/名.mkv：134847488 1694101621 - https://h/x"] },
        { "名.mkv:134847488：1694101621:https://h/x", ["1:16 wide-colon"], ["/名.mkv:134847488：1694101621 - - https://h/x"] },
        { "名.txt：5:https://h/x", ["1:6 wide-colon"], ["/名.txt：5 - - https://h/x"] },
        { "- 名.mkv:1:2:https://h/x", ["1:1 list-marker"], ["/- 名.mkv 1 2 https://h/x"] },
        { "* a:\n  • b:https://h/x", ["1:1 list-marker", "2:3 list-marker"], ["/* a/", "/* a/• b - - https://h/x"] },
        { "1.5GB:https://h/x", ["1:1 size-unit"], ["/1.5GB - - https://h/x"] },
        { "700 MB:1694101621:https://h/x", ["1:1 size-unit"], ["/700 MB 1694101621 - https://h/x"] },
        { "音:1694101621:134847488:https://h/x", ["1:3 swapped-numbers"], ["/音 1694101621 134847488 https://h/x"] },
        { "音:https://h/x/../in", ["1:15 dot-segment"], ["/音 - - https://h/x/../in"] },
        { "https://h/./a\nhttps://h/./b", ["1:11 dot-segment", "2:11 dot-segment"], ["/a - - https://h/./a", "/b - - https://h/./b"] },
        { "n:https://h/x/%2E%2e/in", ["1:15 dot-segment"], ["/n - - https://h/x/%2E%2e/in"] },
        { "n:https://h/x/..", ["1:15 dot-segment"], ["/n - - https://h/x/.."] },
        { "n:https://h/x?a=1&amp;b=2", ["1:18 html-entity"], ["/n - - https://h/x?a=1&amp;b=2"] },
        { "n:https://h/Tom%20&#38;%20Jerry", ["1:19 html-entity", "1:20 fragment"], ["/n - - https://h/Tom%20&"] },
        { "https://h/a.mkv,", ["1:16 trailing-separator"], ["/a.mkv, - - https://h/a.mkv,"] },
        { "n:https://h/a.mkv，", ["1:18 trailing-separator"], ["/n - - https://h/a.mkv%EF%BC%8C"] },
    };

    public static TheoryData<string> LookAlikes =>
    [
        "名：副标题.mkv:5:1694101621:https://h/x",
        "名：副标题.mkv:https://h/x",
        "Season 1: x:\n  Season 1: x.mkv:https://h/x",
        "第1集：2012:5:6:https://h/x",
        "电影：2012:https://h/x",
        "电影:\n  a - b.mkv:5:6:https://h/x\n  -a:https://h/y",
        "1.5GB.mkv:https://h/x",
        "1.5GB:::https://h/x",
        "4K:https://h/x",
        "100% Love.mkv:::https://h/100%25%20Love.mkv",
        "n:1694101621:1694101622:https://h/x",
        "n:1694101621:0:https://h/x",
        "n:1694101621::https://h/x",
        "n:https://h/...dots/.hidden/..x",
        "n:https://h/?u=http://x",
        "n:https://h/proxy/https://x/y",
        "n:https://h/a.flac?of=bhttps://h/b.flac",
        "n:https://h/\U00010041https://h/b.flac",
        "n:https://h/a,b;c/x?y=1&amplitude=2",
        "a,:5:6:https://h/a,",
        "n:https://h/x?my_auth_key=1",
        "https://h/s/abc/a.mkv",
        "https://vip.123pan.cn/1812345678/s/a.mkv",
        "https://www.123pan.com/1812345678/a.mkv#",
        "[ {a}:\n  https://h/x",
        "{\"a\":\n  https://h/x",
        "\u3000\n# c\n\u3000# c\nhttps://h/x",
    ];

    [Theory]
    [MemberData(nameof(DoubtfulTexts))]
    public void Parse_DoubtfulText_WarnsAndGivesTheTree(string text, string[] expected, string[] tree)
    {
        var result = Trees.Parse(text);

        Assert.Equal(expected, Trees.Describe(result));
        Assert.Equal(tree, Trees.Print(result.Table!));
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void Parse_LookAlike_HasNoDiagnostic(string text) => Assert.Equal([], Trees.Describe(Trees.Parse(text)));

    [Fact]
    public void Parse_DuplicateName_NamesBothLines()
    {
        var result = Trees.Parse("# head\nx:\n  https://h/a\n\n  https://h/b\n  b:\n");

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(6, warning.Line);
        Assert.Contains("line 5", warning.Message, StringComparison.Ordinal);
    }
}
