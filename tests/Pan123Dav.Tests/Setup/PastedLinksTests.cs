using System.Text;
using CsCheck;
using Pan123Dav.Commands.Setup;
using Pan123Dav.Console;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Tests.Setup;

/// <summary>Links as mail programs, chats and people leave them.</summary>
public sealed class PastedLinksTests
{
    private const string A = "https://vip.123pan.cn/1812345678/f/a.mkv";
    private const string B = "https://vip.123pan.cn/1812345678/f/b.mkv";

    private static readonly string[] Parts =
    [
        "https://h.example/1812345678/a.mkv", "\n", "\r\n", "  ", "\t", "1. ", "\"", "：", ":", "&amp;", "?auth_key=1", ",",
        "> ", "=", "%", "#", "(", ")", "[x](", "http://",
    ];

    [Theory]
    [InlineData("1. " + A, A, "Numbering")]
    [InlineData("(2) " + A, A, "Numbering")]
    [InlineData("3、" + A, A, "Numbering")]
    [InlineData("【4】" + A, A, "Numbering")]
    [InlineData("- " + A, A, "Numbering")]
    [InlineData("• " + A, A, "Numbering")]
    [InlineData("链接：" + A, A, "Numbering")]
    [InlineData("\"" + A + "\"", A, "Quotes")]
    [InlineData("“" + A + "”", A, "Quotes")]
    [InlineData("<" + A + ">", A, "Quotes")]
    [InlineData("《" + A + "》，", A, "Quotes,Separator")]
    [InlineData("(" + A + ")", A, "Quotes")]
    [InlineData(A + ",", A, "Separator")]
    [InlineData(A + "；", A, "Separator")]
    [InlineData(A + "?x=1&amp;y=2", A + "?x=1&y=2", "Entity")]
    [InlineData(A + "?auth_key=1694101621-0-1-0123456789abcdef0123456789abcdef", A, "Signature")]
    [InlineData(A + "?x=1&auth_key=1-2-3-4&y=2", A + "?x=1&y=2", "Signature")]
    [InlineData(A + "?auth_key=1-2-3-4&amp;y=2", A + "?y=2", "Entity,Signature")]
    [InlineData("https：//vip.123pan.cn/1812345678/f/a.mkv", A, "WideColon")]
    [InlineData("让子弹飞.mkv：134847488：1694101621：" + A, "让子弹飞.mkv:134847488:1694101621:" + A, "WideColon")]
    [InlineData("让子弹飞.mkv " + A, "让子弹飞.mkv:::" + A, "Named")]
    [InlineData("[Film 1.mkv](" + A + ")", "Film 1.mkv:::" + A, "Quotes,Named")]
    [InlineData(A + " " + B, A + "\n" + B, "Split")]
    [InlineData(A + "，" + B, A + "\n" + B, "Split,Separator")]
    [InlineData(A + B, A + "\n" + B, "Split")]
    [InlineData("「" + A + "」、「" + B + "」", A + "\n" + B, "Split,Quotes,Separator")]
    [InlineData("① " + A, A, "Numbering")]
    [InlineData("⑵" + A, A, "Numbering")]
    [InlineData("Ⅲ. " + A, A, "Numbering")]
    [InlineData("１．" + A, A, "Numbering")]
    [InlineData("（３）" + A, A, "Numbering")]
    [InlineData("*" + A, A, "Numbering")]
    [InlineData("→ " + A, A, "Numbering")]
    [InlineData("1.\n" + A + "\n（2）\n" + B, A + "\n" + B, "LeftOut")]
    [InlineData("第2集: " + A, "第2集:::" + A, "Named")]
    [InlineData("a.mkv:5: " + A, "a.mkv:5:" + A, "Named")]
    [InlineData(A + " (1.2 GB)", A, "Size")]
    [InlineData("让子弹飞.mkv:::" + A + "\t700MB", "让子弹飞.mkv:::" + A, "Size")]
    [InlineData("> " + A + "\n> " + B, A + "\n" + B, "")]
    [InlineData("https://vip.123pan.cn/1812345678/f/Some=\n-long-name.mkv", "https://vip.123pan.cn/1812345678/f/Some-long-name.mkv", "Joined")]
    [InlineData("https://vip.123pan.cn/1812345678/some-\nlong/f/a\n.mkv\n" + B, "https://vip.123pan.cn/1812345678/some-long/f/a.mkv\n" + B, "Joined")]
    [InlineData("https://vip.123pan.cn/1812345678/f/第 1 \n集.mkv", "https://vip.123pan.cn/1812345678/f/第 1 集.mkv", "Joined")]
    [InlineData("电影：\n  " + A, "电影:\n  " + A, "WideColon")]
    [InlineData("----\n" + A, A, "LeftOut")]
    [InlineData("\uFEFF   1) " + A + "\r\n\t" + B, A + "\n" + B, "Numbering")]
    public void Settle_Hostile_IsATreeAndSaysWhatWasDone(string pasted, string tree, string repairs)
    {
        var links = PastedLinks.Settle(pasted);

        Assert.Equal(tree + "\n", links.Tree);
        Assert.False(links.HasErrors, string.Join('\n', links.Notes.Select(note => note.Format(SetupText.For(TextLanguage.English)))));
        Assert.Equal(repairs, string.Join(',', links.Notes.Where(note => note.Repair is not null).Select(note => note.Repair).Distinct()));
        Assert.All(links.Notes.Where(note => note.Repair is not null), note => Assert.InRange(note.Line, 1, 3));
        Assert.DoesNotContain(links.Notes, note => note.Detail.Contains("auth_key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(A + "\nhttps://www.123pan.com/s/abCd-1EfGh\n提取码:1234", 2, "share-page")]
    [InlineData(A + "\nhttps://www.123684.com/s/abCd-1EfGh 提取码:1234", 2, "share-page")]
    [InlineData("https://1812345678.share.123pan.cn/123pan/abCd-1EfGh 提取码：1234\n" + A, 1, "share-page")]
    [InlineData(A + "\n谢谢大家", 2, "no-url")]
    [InlineData("\n\n第一集在这里 " + A, 3, "no-colon")]
    [InlineData(A + "\nftp://h.example/a.mkv", 2, "scheme")]
    public void Settle_WhatNobodyKnows_NamesTheLine(string pasted, int line, string code)
    {
        var links = PastedLinks.Settle(pasted);

        var error = links.Notes.First(note => note.IsError);
        Assert.Equal((line, code), (error.Line, error.Diagnostic!.Value.Code));
        Assert.Contains("第 ", error.Format(SetupText.For(TextLanguage.Chinese)), StringComparison.Ordinal);
        Assert.False(links.WithoutErrors().HasErrors);
    }

    [Theory]
    [InlineData("电影:\n  1. Intro.mkv:5:1694101621:" + A + "\n  # 注释 " + B + "\n  名：副标题.mkv:5:1694101621:" + B)]
    [InlineData("(1).mkv:::" + A + "\n“x”.mkv:::" + B)]
    [InlineData("1:\n  2012:\n    https://h/第 1 集 4K.mkv\n    https://h/p/https://i/a.mkv?u=https://j/b.mkv")]
    public void Settle_GoodTree_StaysAsItIs(string tree)
    {
        var links = PastedLinks.Settle(tree);

        Assert.Equal(tree + "\n", links.Tree);
        Assert.DoesNotContain(links.Notes, note => note.Repair is not null || note.IsError);
    }

    [Fact]
    public void Settle_Anything_EndsAndWhatIsTakenIsATree() => Gen.OneOf(Gen.String, Gen.Int[0, Parts.Length - 1].Select(index => Parts[index]))
        .Array[0, 20].Select(string.Concat).Sample(text =>
        {
            var links = PastedLinks.Settle(text).WithoutErrors();
            return links.HasErrors || !links.HasLinks || UrlTreeText.Parse(Encoding.UTF8.GetBytes(links.Tree)).Table is not null;
        }, iter: 2000);

    [Theory]
    [InlineData("https://vip.123pan.cn/1812345678/a\nx:1:https://vip.123pan.cn/1812345678/b", 1812345678UL)]
    [InlineData("https://1812345678.v.123pan.cn/a.mkv", 1812345678UL)]
    [InlineData("https://1812345678.cdn.123clouddisk.com/1812345678/a.mkv", 1812345678UL)]
    [InlineData("https://drive.example/20240101/a.mkv", null)]
    [InlineData("https://vip.123pan.cn/1812345678/a\nhttps://vip.123pan.cn/1812345679/b", null)]
    public void Find_Account_IsThatOfAllLinks(string tree, ulong? account) => Assert.Equal(account, LinkAccount.Find(tree));

    [Fact]
    public void Decode_Encodings_AreToldApart()
    {
        const string text = "电影:\n  第 1 集.mkv:::https://h.example/电影.mkv\n";
        var chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

        Assert.Equal((text, "UTF-8"), LinkEncoding.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((text, "UTF-8"), LinkEncoding.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal((text, "UTF-16"), LinkEncoding.Decode([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]));
        Assert.Equal((text, "UTF-16"), LinkEncoding.Decode([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]));
        Assert.Equal((text, "UTF-16"), LinkEncoding.Decode(Encoding.Unicode.GetBytes(text)));
        Assert.Equal((text, "GB18030"), LinkEncoding.Decode(chinese.GetBytes(text)));
        Assert.Null(LinkEncoding.Decode([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d]));
        Assert.Null(LinkEncoding.Decode([0x68, 0x80, 0xff, 0x68]));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "Chinese")]
    [InlineData("en-US,en;q=0.9,zh-CN;q=0.8", "English")]
    [InlineData("fr, zh;q=0.3", "Chinese")]
    [InlineData("en;q=0.1, zh-TW;q=0.2", "Chinese")]
    [InlineData("zh;q=0", "English")]
    [InlineData("", "English")]
    [InlineData(";;;q=;", "English")]
    public void FromHeader_Preference_Decides(string header, string language) => Assert.Equal(language, UserLanguage.FromHeader(header).ToString());

    [Theory]
    [InlineData("zh_CN.UTF-8", null, "Chinese")]
    [InlineData("C", "zh_CN.UTF-8", "English")]
    [InlineData(null, "zh", "Chinese")]
    [InlineData(null, null, "English")]
    public void FromEnvironment_FirstVariable_Decides(string? all, string? lang, string language) =>
        Assert.Equal(language, UserLanguage.FromEnvironment(LanguageSetting.Auto, name => name == "LC_ALL" ? all : name == "LANG" ? lang : null).ToString());
}
