namespace Pan123Dav.Tests.Emulator;

/// <summary>What must not be tidied on its way: each name is another file, and its signature another one.</summary>
public sealed class RequestTargetTests : EmulatorTest
{
    public static TheoryData<string, string> Targets => new()
    {
        { "/13/a%2Fb.txt", "/13/a/b.txt" },
        { "/13/a%252Fb.txt", "/13/a%2Fb.txt" },
        { "/13/a%25252Fb.txt", "/13/a%252Fb.txt" },
        { "/13/../b.txt", "/13/../b.txt" },
        { "/13/%2E%2e/b.txt", "/13/../b.txt" },
        { "/13/./b.txt", "/13/./b.txt" },
        { "/13//b.txt", "/13//b.txt" },
        { "/13/a+b.txt", "/13/a+b.txt" },
        { "/13/a%2Bb.txt", "/13/a+b.txt" },
        { "/13/a%20b.txt", "/13/a b.txt" },
        { "/13/a%3Fb%23c.txt", "/13/a?b#c.txt" },
        { "/13/[1];'%22&=@.txt", "/13/[1];'\"&=@.txt" },
        { "/13/%e9%9B%86.txt", "/13/集.txt" },
        { "/13/%F0%9F%8E%B5.mp3", "/13/🎵.mp3" },
        { "/13/e%CC%81.txt", "/13/e\u0301.txt" },
        { "/13/%C3%A9.txt", "/13/\u00e9.txt" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Get_RawTarget_NamesTheDecodedPath(string target, string path)
    {
        Host.Add(path, new(Pan123Dav.Emulator.EmulatorContent.Text("found"), Modified));

        var answer = await RawResponse.SendAsync(Host.Address, "GET", $"{target}?auth_key={AuthKey(path)}", null, []);

        Assert.Equal("found", answer.Body);
        Assert.Equal(1, Host.Requests.Count(path));
    }

    [Fact]
    public async Task Get_AbsoluteForm_NamesItsPath()
    {
        var answer = await RawResponse.SendAsync(Host.Address, "GET", SignedUri(FilePath).AbsoluteUri, null, []);

        Assert.Equal("0123456789", answer.Body);
    }

    [Theory]
    [InlineData("/13/100%.txt")]
    [InlineData("/13/100%2")]
    [InlineData("/13/%zz.txt")]
    [InlineData("/13/音乐.txt")]
    public async Task Get_BadlyEncodedTarget_IsABadRequest(string target)
    {
        Assert.Equal(400, (await RawResponse.SendAsync(Host.Address, "GET", target, null, [])).Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Send_OtherMethod_IsNotAllowed(string method)
    {
        var answer = await RawResponse.SendAsync(Host.Address, method, SignedUri(FilePath).PathAndQuery, null, []);

        Assert.Equal(405, answer.Status);
        Assert.Contains("\r\nAllow: GET, HEAD\r\n", answer.Head + "\r\n", StringComparison.Ordinal);
        Assert.Equal(1, Host.Requests.Refused);
    }
}
