using System.Text;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Tests.Urls;

public sealed class OriginUrlTests
{
    [Theory]
    [InlineData("https://h/a/b.txt", "https://h/a/b.txt")]
    [InlineData("HTTP://Host/a", "http://Host/a")]
    [InlineData("https://h", "https://h/")]
    [InlineData("https://h?a=b", "https://h/?a=b")]
    [InlineData("https://h/%e9%9f%b3", "https://h/%e9%9f%b3")]
    [InlineData("https://h/音/第 1 集.flac", "https://h/%E9%9F%B3/%E7%AC%AC%201%20%E9%9B%86.flac")]
    [InlineData("https://h/a\"<>\\^`{|}[]b", "https://h/a%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5Db")]
    [InlineData("https://h/a+b&c;d=e,f@g:h!$'()*~", "https://h/a+b&c;d=e,f@g:h!$'()*~")]
    [InlineData("https://h/100%/50%4", "https://h/100%25/50%254")]
    [InlineData("https://h/%%41", "https://h/%25%41")]
    [InlineData("https://h/a?b=%2F%&c=[1]&d='x'", "https://h/a?b=%2F%&c=[1]&d='x'")]
    [InlineData("https://h/a?b=音 \"<>\\^`{|}", "https://h/a?b=%E9%9F%B3%20%22%3C%3E%5C%5E%60%7B%7C%7D")]
    [InlineData("https://h/a?b#c", "https://h/a?b")]
    [InlineData("https://h/a#c?b", "https://h/a")]
    [InlineData("https://h#c", "https://h/")]
    [InlineData("https://h/a?b?c/d", "https://h/a?b?c/d")]
    [InlineData("https://音乐.中国/a", "https://xn--fjq180p.xn--fiqs8s/a")]
    [InlineData("https://B\u00FCcher.example:8443/a", "https://xn--bcher-kva.example:8443/a")]
    [InlineData("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a")]
    [InlineData("https://[::1]/a", "https://[::1]/a")]
    [InlineData("https://127.0.0.1:0/a", "https://127.0.0.1:0/a")]
    [InlineData("https://h:/a", "https://h:/a")]
    [InlineData("https://h:65535/a", "https://h:65535/a")]
    [InlineData("https://user:pa%20ss@h/a", "https://user:pa%20ss@h/a")]
    [InlineData("https://us er:p@ss@h/a", "https://us%20er:p%40ss@h/a")]
    [InlineData("https://my_host-1.example./a", "https://my_host-1.example./a")]
    public void TryRead_GoodUrl_GivesAsciiThatUriAccepts(string raw, string expected)
    {
        var url = new OriginUrl();

        Assert.True(url.TryRead(Trees.Utf8(raw)), url.Fault);
        Assert.Equal(expected, Encoding.ASCII.GetString(url.Ascii));
        Assert.True(Uri.TryCreate(expected, UriKind.Absolute, out _));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("x", 0)]
    [InlineData("h/a", 0)]
    [InlineData("ftp://h/a", 0)]
    [InlineData("https://", 8)]
    [InlineData("https:///a", 8)]
    [InlineData("https://?a", 8)]
    [InlineData("https://user@/a", 13)]
    [InlineData("https://a b/c", 8)]
    [InlineData("https://a%20b/c", 8)]
    [InlineData("https://a..b/c", 8)]
    [InlineData("https://a\\b/c", 8)]
    [InlineData("https://h:65536/a", 9)]
    [InlineData("https://h:8x/a", 9)]
    [InlineData("https://h:-1/a", 9)]
    [InlineData("https://h:99999999999999999999/a", 9)]
    [InlineData("https://[::1/a", 8)]
    [InlineData("https://[::1]x/a", 13)]
    [InlineData("https://[127.0.0.1]/a", 8)]
    [InlineData("https://[fe80::1%25eth0]/a", 8)]
    [InlineData("https://h/a\nb", 11)]
    [InlineData("https://h/a?b\0", 13)]
    [InlineData("https://h/a\u007F", 11)]
    [InlineData("https://xn--\u00FC/a", 8)]
    public void TryRead_WrongUrl_SaysWhereAndNothingOfIt(string raw, int offset)
    {
        var url = new OriginUrl();

        Assert.False(url.TryRead(Trees.Utf8(raw)));
        Assert.Equal(offset, url.FaultOffset);
        Assert.EndsWith(".", url.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h/%41%/b%", 13, -1)]
    [InlineData("https://h/a?%", -1, -1)]
    [InlineData("https://h/a%#", 11, -1)]
    [InlineData("https://h/a#b%", -1, 11)]
    public void TryRead_DoubtfulUrl_TellsWhere(string raw, int strayPercent, int fragment)
    {
        var url = new OriginUrl();

        Assert.True(url.TryRead(Trees.Utf8(raw)));
        Assert.Equal((strayPercent, fragment), (url.StrayPercentOffset, url.FragmentOffset));
    }

    [Fact]
    public void TryRead_OneAfterAnother_DoesNotMixThem()
    {
        string[] urls = ["https://h", "https://h/a/b", "https://h/a/c", "https:///x", "https://h/a/d", "https://i/a/d",
            "http://h/a/d", "https://h?x", "x", "https://h/a/" + new string('y', 2000), "https://h/a/e"];
        var shared = new OriginUrl();

        foreach (var raw in urls)
        {
            var alone = new OriginUrl();
            Assert.Equal(alone.TryRead(Trees.Utf8(raw)), shared.TryRead(Trees.Utf8(raw)));
            Assert.True(alone.Fault.Length > 0 || alone.Ascii.SequenceEqual(shared.Ascii), raw);
        }
    }

    [Theory]
    [InlineData("https://h/a/%E9%9F%B3%201.flac", "音 1.flac", true)]
    [InlineData("https://h/a/plain-1.0_~.flac", "plain-1.0_~.flac", true)]
    [InlineData("https://h/a/x%2Fy", "x/y", true)]
    [InlineData("https://h/a/%e9%9f%b3", "音", false)]
    [InlineData("https://h/a/音", "音", false)]
    [InlineData("https://h/a/x(1)", "x(1)", false)]
    [InlineData("https://h/a/x?y", "x", false)]
    [InlineData("https://h/a/x#y", "x", false)]
    [InlineData("https://h/a/x", "xy", false)]
    [InlineData("https://h/a/x%2", "x ", false)]
    [InlineData("https://h/b/x", "x", false)]
    [InlineData("https://h/a/b/x", "x", false)]
    public void TryReadNamed_UrlInTheSameDirectory_GivesWhatTryReadGives(string raw, string name, bool expected)
    {
        var (named, plain) = (new OriginUrl(), new OriginUrl());
        Assert.False(named.TryReadNamed(Trees.Utf8("https://h/a/first"), "first"u8));
        Assert.True(named.TryRead(Trees.Utf8("https://h/a/first%#second")));
        Assert.True(plain.TryRead(Trees.Utf8(raw)));

        Assert.Equal(expected, named.TryReadNamed(Trees.Utf8(raw), Trees.Utf8(name)));
        if (expected)
        {
            Assert.Equal(Told(plain), Told(named));
        }
    }

    [Fact]
    public void TryReadNamed_DirectoryWithAStrayPercent_LeavesItToTryRead()
    {
        var url = new OriginUrl();
        Assert.True(url.TryRead("https://h/50%/a"u8));

        Assert.False(url.TryReadNamed("https://h/50%/b"u8, "b"u8));
    }

    private static (string, string, int, int, int, int, int) Told(OriginUrl url) =>
        (Encoding.ASCII.GetString(url.Ascii), Encoding.ASCII.GetString(url.Segment), url.TailStart,
            url.SegmentOffset, url.SegmentLength, url.StrayPercentOffset, url.FragmentOffset);
}
