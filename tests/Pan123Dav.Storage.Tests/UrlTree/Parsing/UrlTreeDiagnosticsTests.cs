using System.Text;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class UrlTreeDiagnosticsTests
{
    public static TheoryData<string, string[]> WrongTexts => new()
    {
        { "readme", ["1:1 no-url"] },
        { "a:\n  readme", ["2:3 no-url"] },
        { "#comment", ["1:1 no-url"] },
        { "音乐 https://h/x", ["1:4 no-colon"] },
        { "ftp://h/x", ["1:4 scheme"] },
        { "ftp://h/x:https://h/y", ["1:4 scheme"] },
        { "a:\n\thttps://h/x", ["2:1 tab-indent"] },
        { "a:\n \thttps://h/x", ["2:2 tab-indent"] },
        { "a:\n https://h/x", ["2:2 odd-indent"] },
        { "a:\n   b:\n     https://h/x\n  https://h/y", ["2:4 odd-indent", "3:6 odd-indent"] },
        { ":", ["1:1 empty-name"] },
        { ":::https://h/x", ["1:1 empty-name"] },
        { ":12:34:https://h/x", ["1:1 empty-name"] },
        { "https://h/", ["1:11 empty-name"] },
        { "https://h", ["1:10 empty-name"] },
        { "..:", ["1:1 dot-name"] },
        { ".:1:https://h/x", ["1:1 dot-name"] },
        { "1:https://h/..", ["1:13 dot-name"] },
        { "https://h/%2e", ["1:11 dot-name"] },
        { "a/b:", ["1:2 name-character"] },
        { "https://h/x:", ["1:7 name-character"] },
        { "音/b:1:https://h/x", ["1:2 name-character"] },
        { "a\tb:", ["1:2 name-character"] },
        { "a\rb:", ["1:2 name-character"] },
        { "a\0b:", ["1:2 name-character"] },
        { "a\u0085b:", ["1:2 name-character"] },
        { "https://h/a%2Fb", ["1:11 name-character"] },
        { "https://h/a%0Ab", ["1:11 name-character"] },
        { "a:12MB:https://h/x", ["1:3 not-a-number"] },
        { "a:12 MB:https://h/x", ["1:3 not-a-number"] },
        { "a:1.5:100:https://h/x", ["1:3 not-a-number"] },
        { "音:1,000:https://h/x", ["1:3 not-a-number"] },
        { "-5:https://h/x", ["1:1 not-a-number"] },
        { "a:2024-01-01:https://h/x", ["1:3 not-a-number"] },
        { "a:9223372036854775808:https://h/x", ["1:3 number-range"] },
        { "a:1:253402300800:https://h/x", ["1:5 number-range"] },
        { "99999999999999999999999:253402300800:https://h/x", ["1:1 number-range", "1:25 number-range"] },
        { "https:///x", ["1:9 bad-url"] },
        { "n:https://a b/x", ["1:11 bad-url"] },
        { "n:https://h:99999/x", ["1:12 bad-url"] },
        { "n:https://h:x/x", ["1:12 bad-url"] },
        { "n:https://[::g]/x", ["1:11 bad-url"] },
        { "n:https://h/a\tb", ["1:14 bad-url"] },
        { "音/:99999999999999999999:https:///", ["1:2 name-character", "1:4 number-range", "1:33 bad-url"] },
        { "电影：", ["1:3 wide-colon"] },
        { "音:\n  电影：\n    a.mkv:1:2:https://h/a", ["2:5 wide-colon"] },
        { "电影\uFE55", ["1:3 wide-colon"] },
        { "电影.mkv:5:6:https：//h/x", ["1:17 wide-colon"] },
        { "名.mkv：https://h/x", ["1:6 wide-colon"] },
        { "名.mkv：5：6：https://h/x", ["1:10 wide-colon"] },
        { "电影\n  a.mkv:1:2:https://h/a", ["1:1 no-url"] },
        { "- https://h/x", ["1:1 list-marker"] },
        { "https://h/a.flac https://h/b.flac", ["1:18 two-links"] },
        { "音:5:6:https://h/a.flac，http://h/b.flac", ["1:24 two-links"] },
        { "https://h/a.flac?x=1\u3000HTTPS://h/b.flac?y=2", ["1:22 two-links"] },
        { "https://h/a.flachttps://h/b.flac", ["1:17 two-links"] },
        { "a.mkv:1:2:https://h/a.mkv b.mkv:3:4:https://h/b.mkv", ["1:37 two-links"] },
        { "https://www.123pan.com/s/abCd-1EfGh", ["1:1 share-page"] },
        { "名.mkv:https://www.123684.com/s/abCd-1EfGh.html?pwd=Xy12\n名:https://123pan.cn/s/abCd-2", ["1:7 share-page", "2:3 share-page"] },
        { "https://1812345678.share.123pan.cn/123pan/abCd-1EfGh", ["1:1 share-page"] },
        { "{ \"Pan123Dav\": { \"Mounts\": [\n 1", ["1:1 json-text"] },
        { "// mine\r\n{\n  \"Logging\": {}\n}\nreadme", ["1:1 json-text"] },
        { "{\r\n  “Pan123Dav”: {}\n}", ["1:1 json-text"] },
        { "\uFEFF[ { \"id\": 1, ", ["1:1 json-text"] },
        { "readme\na:\n \thttps://h/x\n../:\n  https://h/y\nb:1MB:https://h/z", ["1:1 no-url", "3:2 tab-indent", "4:3 name-character", "6:3 not-a-number"] },
    };

    [Fact]
    public void Parse_WideColon_NamesTheCharacter() =>
        Assert.Contains("'：' (U+FF1A)", Assert.Single(Trees.Parse("电影：").Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OneBadLine_CountsTheRest()
    {
        var result = Trees.Parse("a:\n  https://h/1\n  b:\n    https://h/2\n电影：\n  c:\n    https://h/3\nreadme");

        Assert.Null(result.Table);
        Assert.Equal((3, 3), (result.Files, result.Collections));
    }

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void Parse_WrongText_ReportsEveryError(string text, string[] expected)
    {
        var result = Trees.Parse(text);

        Assert.Equal(expected, Trees.Describe(result));
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal(TreeSeverity.Error, diagnostic.Severity));
        Assert.Null(result.Table);
    }

    [Fact]
    public void Parse_HashWithoutBlank_SaysWhatACommentNeeds() =>
        Assert.Contains("blank after the hash", Assert.Single(Trees.Parse("#comment").Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WrongNumber_SaysHowToKeepItInTheName() =>
        Assert.Contains("NAME:::URL", Assert.Single(Trees.Parse("a:2024-01-01:https://h/x").Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_IllFormedUtf8_TellsWhere()
    {
        byte[] text = [.. "音乐:\n  甲"u8, 0xB5, 0xE7, .. ":https://h/x\n"u8, 0xFF, .. ":\n  readme\n"u8];

        Assert.Equal(["2:4 encoding", "3:1 encoding", "4:3 no-url"], Trees.Describe(UrlTreeText.Parse(text)));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Parse_OtherUnicodeEncoding_IsOneError(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("音乐:\n  https://h/x\n  readme\n")];

        var error = Assert.Single(UrlTreeText.Parse(text).Diagnostics);
        Assert.Equal("encoding", error.Code);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLine_NoRoomLeft_IsOneErrorAndEndsTheReading()
    {
        var parser = new TreeBuilder(new EntryTableBuilder(mostChunks: 2));
        for (var i = 0; i < 4_000; i++)
        {
            parser.ReadLine(Trees.Utf8($"{i}:::https://h/{new string('x', 1000)}"));
        }

        Assert.Equal("too-large", Assert.Single(parser.Complete(DetachedEntryOwner.Instance).Diagnostics).Code);
    }

    [Fact]
    public void Parse_AnyDiagnostic_HoldsNoUrl()
    {
        var texts = WrongTexts.Select(row => row.Data.Item1).Concat(UrlTreeWarningTests.DoubtfulTexts.Select(row => row.Data.Item1));
        var messages = texts.SelectMany(text => Trees.Parse(text.Replace("h/", "h/?token=secret", StringComparison.Ordinal)).Diagnostics)
            .Select(item => item.Message);

        Assert.DoesNotContain(messages, message => message.Contains("secret", StringComparison.Ordinal));
    }
}
