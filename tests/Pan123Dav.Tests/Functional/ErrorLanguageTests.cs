using System.Net;
using System.Text.RegularExpressions;

namespace Pan123Dav.Tests.Functional;

public sealed partial class ErrorLanguageTests
{
    private const string Tree = "a.mkv:100:1694101621:https://h/1\n";

    [Theory]
    [InlineData("GET", "/dav/nothing", 404, "这里没有这个文件或文件夹。")]
    [InlineData("PUT", "/dav/a.mkv", 405, "这个网盘是只读的。")]
    [InlineData("GET", "/dav/a%2fb", 400, "路径中有编码的斜杠或 NUL。")]
    [InlineData("GET", "/d/a.mkv?sign=wrong", 401, "此地址的签名有误或已过期。")]
    public async Task Error_OfAProgram_IsInTheLanguageItAsksFor(string method, string path, int status, string chinese)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        Assert.Equal(chinese, await AskAsync(gateway, method, path, status, "zh-CN,zh;q=0.9,en;q=0.5"));
        Assert.DoesNotMatch(HanCharacter(), await AskAsync(gateway, method, path, status, "en,zh;q=0.5"));
        Assert.DoesNotMatch(HanCharacter(), await AskAsync(gateway, method, path, status, ""));
    }

    [Fact]
    public async Task Error_WithALanguageConfigured_IsInThat()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Language", "zh"));

        Assert.Equal("这里没有这个文件或文件夹。", await AskAsync(gateway, "GET", "/dav/nothing", 404, "en"));
        using var page = await gateway.SendAsync("GET", "/dav/", ("Accept", "text/html"), ("Accept-Language", "en"));
        Assert.Contains("<html lang=\"zh-CN\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(GatewayHost gateway, string method, string path, int status, string language)
    {
        using var response = await gateway.SendAsync(method, path, ("Accept-Language", language));
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Contains("Accept-Language", string.Join(", ", response.Headers.Vary), StringComparison.Ordinal);
        var body = await response.Content.ReadAsStringAsync();
        return Message().Match(body) is { Success: true } message ? message.Groups[1].Value : body.TrimEnd('\n');
    }

    [GeneratedRegex("<P:message[^>]*>([^<]*)</P:message>")]
    private static partial Regex Message();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex HanCharacter();
}
