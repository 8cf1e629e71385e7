using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Tests.Budgets.Usage;

public sealed class LinkPathTests
{
    [Theory]
    [InlineData("https://vip.123pan.cn/13/f/a.mkv?auth_key=1-2-3-4", "/13/f/a.mkv")]
    [InlineData("http://13.v.123pan.cn/13/f/a.mkv", "/13/f/a.mkv")]
    [InlineData("https://h.example/13/%E7%94%B5%E5%BD%B1/%E7%AC%AC%201%20%E9%9B%86%20%231.mkv", "/13/电影/第 1 集 #1.mkv")]
    [InlineData("https://h.example/13/电影/第 1 集 #1.mkv", "/13/电影/第 1 集 #1.mkv")]
    [InlineData("https://h.example/13/a.mkv#", "/13/a.mkv")]
    [InlineData("https://h.example/13/100%.txt", "/13/100%.txt")]
    [InlineData("https://h.example/13/100%25.txt", "/13/100%.txt")]
    [InlineData("https://h.example/13/a+b&c.txt?x=/y", "/13/a+b&c.txt")]
    [InlineData("https://h.example", "")]
    [InlineData("/13/f/a.mkv", "")]
    [InlineData("", "")]
    public void Of_Link_IsItsDecodedPath(string link, string path) => Assert.Equal(path, LinkPath.FromUrl(link));

    [Fact]
    public void Of_LongLink_IsWhole()
    {
        var name = string.Concat(Enumerable.Repeat("影", 3000));

        Assert.Equal($"/{name}", LinkPath.FromUrl($"https://h.example/{Uri.EscapeDataString(name)}?auth_key=1"));
    }
}
