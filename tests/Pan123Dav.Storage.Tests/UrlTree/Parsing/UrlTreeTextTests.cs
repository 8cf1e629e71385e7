using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class UrlTreeTextTests
{
    public static TheoryData<string, string[]> GoodTexts => new()
    {
        { "\uFEFFa:\r\n  https://h/b\r\n", ["/a/", "/a/b - - https://h/b"] },
        { "\n   \n# comment: https://h/x\n#\n \t # odd comment\na:\n\n  https://h/b", ["/a/", "/a/b - - https://h/b"] },
        { "#1 Hits:\n  https://h/b", ["/#1 Hits/", "/#1 Hits/b - - https://h/b"] },
        { "a:  \n  https://h/b \t\u3000", ["/a/", "/a/b - - https://h/b"] },
        { "a :", ["/a /"] },
        { "https://h/a\nb:\n  c:\n    https://h/d\n  https://h/e\nhttps://h/f",
            ["/a - - https://h/a", "/b/", "/b/c/", "/b/c/d - - https://h/d", "/b/e - - https://h/e", "/f - - https://h/f"] },
        { "a:\n  https://h/1\nb:\na:\n  https://h/2", ["/a/", "/a/1 - - https://h/1", "/b/", "/a/2 - - https://h/2"] },
        { "HTTPS://h/a", ["/a - - https://h/a"] },
        { "https://h/a?u=http://x/y", ["/a - - https://h/a?u=http://x/y"] },
        { "name.md:2048:https://h/x", ["/name.md 2048 - https://h/x"] },
        { "name:2048:99:https://h/x", ["/name 2048 99 https://h/x"] },
        { "name:https://h/x", ["/name - - https://h/x"] },
        { "2048:https://h/x", ["/x 2048 - https://h/x"] },
        { "1:2:https://h/x", ["/x 1 2 https://h/x"] },
        { "1::https://h/x", ["/x 1 - https://h/x"] },
        { ":1:https://h/x", ["/x - 1 https://h/x"] },
        { "::https://h/x", ["/x - - https://h/x"] },
        { ":https://h/x", ["/x - - https://h/x"] },
        { "name::https://h/x", ["/name - - https://h/x"] },
        { "name:::https://h/x", ["/name - - https://h/x"] },
        { "name: :7:https://h/x", ["/name - 7 https://h/x"] },
        { "a:b:c:1:2:https://h/x", ["/a:b:c 1 2 https://h/x"] },
        { "1:2:3:https://h/x", ["/1 2 3 https://h/x"] },
        { "1984:::https://h/x", ["/1984 - - https://h/x"] },
        { "2024-01-01:https://h/x", ["/2024-01-01 - - https://h/x"] },
        { "Show:2024-01-01:::https://h/x", ["/Show:2024-01-01 - - https://h/x"] },
        { "Alien: 3:https://h/x", ["/Alien: 3 - - https://h/x"] },
        { "Show:1080p:https://h/x", ["/Show:1080p - - https://h/x"] },
        { "Show:3 men:5:https://h/x", ["/Show:3 men 5 - https://h/x"] },
        { "Show:-:https://h/x", ["/Show:- - - https://h/x"] },
        { "name:9223372036854775807:253402300799:https://h/x", ["/name 9223372036854775807 253402300799 https://h/x"] },
        { "name:0:0:https://h/x", ["/name 0 0 https://h/x"] },
        { "name:007:https://h/x", ["/name 7 - https://h/x"] },
        { "https://h/%E9%9F%B3%E4%B9%90.flac?a=1", ["/音乐.flac - - https://h/%E9%9F%B3%E4%B9%90.flac?a=1"] },
        { "https://h/音乐/第 1 集.flac", ["/第 1 集.flac - - https://h/%E9%9F%B3%E4%B9%90/%E7%AC%AC%201%20%E9%9B%86.flac"] },
        { "https://h/%E9%9F.flac", ["/%E9%9F.flac - - https://h/%E9%9F.flac"] },
        { "https://h/a%2fb:c:https://h/x", ["/x - - https://h/a%2fb:c:https://h/x"] },
        { "https://h/a#", ["/a - - https://h/a"] },
        { "n:https://h", ["/n - - https://h/"] },
        { "n:https://h?x", ["/n - - https://h/?x"] },
    };

    [Theory]
    [MemberData(nameof(GoodTexts))]
    public void Parse_GoodText_GivesTheTree(string text, string[] expected)
    {
        var result = Trees.Parse(text);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(expected, Trees.Print(result.Table!));
        Assert.Equal(expected.Count(line => !line.Contains("://", StringComparison.Ordinal)), result.Collections);
        Assert.Equal(expected.Length, result.Files + result.Collections);
    }

    [Fact]
    public void Parse_GuidesDirectLinks_GiveTheGuidesTree()
    {
        const string text = """
            127451136:1694101621:https://vip.123pan.cn/1812xxx499/123-link-Test/linuxqq_3.2.0-16736_mips64el.deb
            134847488:https://vip.123pan.cn/1812xxx499/123-link-Test/linuxqq_3.2.0-16736_loong64.deb
            1694101621:https://vip.123pan.cn/1812xxx499/123-link-Test/linuxqq_3.2.0-16736_arm64.AppImage
            https://vip.123pan.cn/1812xxx499/123-link-Test/linuxqq_3.2.0-16736_x86_64.AppImage
            """;
        const string folder = "https://vip.123pan.cn/1812xxx499/123-link-Test/";

        var result = Trees.Parse(text);

        Assert.Equal(["3:1 ambiguous-number"], Trees.Describe(result));
        Assert.Equal(
            [
                $"/linuxqq_3.2.0-16736_mips64el.deb 127451136 1694101621 {folder}linuxqq_3.2.0-16736_mips64el.deb",
                $"/linuxqq_3.2.0-16736_loong64.deb 134847488 - {folder}linuxqq_3.2.0-16736_loong64.deb",
                $"/linuxqq_3.2.0-16736_arm64.AppImage 1694101621 - {folder}linuxqq_3.2.0-16736_arm64.AppImage",
                $"/linuxqq_3.2.0-16736_x86_64.AppImage - - {folder}linuxqq_3.2.0-16736_x86_64.AppImage",
            ],
            Trees.Print(result.Table!));
    }

    [Fact]
    public void Parse_GuidesUrlTree_GivesTheGuidesTree()
    {
        const string text = """
            folder11:
              http://host/bjh/111.jpeg
              folder111:
                new name.md:2048:https://host/alist/README_cn.md
                folder1111:
                  http://host/bjh/111.jpeg
            https://host/top.md
            """;

        Assert.Equal(
            [
                "/folder11/", "/folder11/111.jpeg - - http://host/bjh/111.jpeg", "/folder11/folder111/",
                "/folder11/folder111/new name.md 2048 - https://host/alist/README_cn.md", "/folder11/folder111/folder1111/",
                "/folder11/folder111/folder1111/111.jpeg - - http://host/bjh/111.jpeg", "/top.md - - https://host/top.md",
            ],
            Trees.Print(Trees.Read(text)));
    }

    [Fact]
    public void Parse_ManyLoneNumbers_WarnOnce()
    {
        var result = Trees.Parse("1262304000:https://h/a\nn:1924991999:https://h/b\n1262303999:https://h/c\n1924992000:https://h/d\n1694101621::https://h/e\n");

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal((1, 1, "ambiguous-number", TreeSeverity.Warning), (warning.Line, warning.Column, warning.Code, warning.Severity));
        Assert.StartsWith("2 single numbers", warning.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Table);
    }
}
