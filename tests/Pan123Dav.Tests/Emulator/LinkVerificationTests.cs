using System.Net;
using System.Text.Json;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Emulator;

public sealed class LinkVerificationTests : EmulatorTest
{
    private const string Encoded = "/13/%E6%96%87%E4%BB%B6%E5%A4%B9/%E7%AC%AC%201%20%E9%9B%86%20%231%20100%25.txt";

    /// <summary>Links as published for 123 or signed by other programs: key, uid, expiry, decoded path, path and query as requested.</summary>
    public static TheoryData<string, ulong, long, string, string> Vectors => new()
    {
        { "289ds32418bxdba", 13, 1689220731, "/13/files/1.txt", "/13/files/1.txt?auth_key=1689220731-123-13-3bdacc0e031fd67fe829152f37c8fbad" },
        { "289ds32418bxdba", 13, 1689220731, "/29/音乐/02.一千零一夜-李克勤.wma",
            "/29/%E9%9F%B3%E4%B9%90/02.%E4%B8%80%E5%8D%83%E9%9B%B6%E4%B8%80%E5%A4%9C-%E6%9D%8E%E5%85%8B%E5%8B%A4.wma"
            + "?auth_key=1689220731-123-13-8b1225e19ffcb119f799151fb731a149" },
        { "289ds32418bxdba", 13, 1689220731, "/13/电影/第 1 集 #1.mkv",
            "/13/%E7%94%B5%E5%BD%B1/%E7%AC%AC%201%20%E9%9B%86%20%231.mkv?auth_key=1689220731-123-13-9a4f471de5d00398d5866de83401e234" },
        { "289ds32418bxdba", 13, 1689220731, "/13/100%.txt", "/13/100%25.txt?auth_key=1689220731-123-13-9a3e26b09c304f10bdbe3002df6e7893" },
        { "289ds32418bxdba", 13, 1689220731, "/13/a+b&c.txt", "/13/a+b&c.txt?auth_key=1689220731-123-13-90ca0a58ee644940439a46ab39fb4046" },
        { "289ds32418bxdba", 13, 1689220731, "/13/a?b.txt", "/13/a%3Fb.txt?x=1&y=%2F&auth_key=1689220731-123-13-8176544f61292df7492050e087826a99" },
        { "289ds32418bxdba", 13, 1689220731, "/13/files/1.txt",
            "/13/files/1.txt?auth_key=1689220731-477b3bbc253f467b8def6711128c7bec-13-b5ad3729ea12b56a5e9e8a69c1f7854d" },
        { "mykey", 10, 1689220731, "/10/layout1/layout2/我.txt",
            "/10/layout1/layout2/%E6%88%91.txt?auth_key=1689220731-123-10-6bfe8eaff714f70e0dba97d3c7fee516" },
        { "289ds32418bxdba", 18446744073709551615, 1689220731, "/13/图.png",
            "/13/%E5%9B%BE.png?auth_key=1689220731-123-18446744073709551615-143a2572465b36d9206ec3ee7a4110fa" },
        { "testkey", 29, 1700000000, "/29/folder/file.mp3", "/29/folder/file.mp3?auth_key=1700000000-8674665223082153551-29-bb805afe9219abb094f70895be30a8dc" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Get_VectorLink_IsServedUntilItExpires(string key, ulong uid, long expires, string path, string target)
    {
        Clock.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(expires));
        await using var host = await EmulatorHost.StartAsync(Options with { PrivateKey = key, Uid = uid }, 0, Token);
        host.Add(path, new EmulatorFile(EmulatorContent.Text("served"), Modified));

        Assert.Equal("served", (await RawResponse.SendAsync(host.Address, "GET", target, null, [])).Body);

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(403, (await RawResponse.SendAsync(host.Address, "GET", target, null, [])).Status);
    }

    [Fact]
    public async Task Get_GoodLink_IsServed()
    {
        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("0123456789", await response.Content.ReadAsStringAsync(Token));
    }

    public static TheoryData<string, string, string> BadLinks => new()
    {
        { "no query", "", "auth_key is missing" },
        { "another parameter", "?authkey=1", "auth_key is missing" },
        { "empty", "?auth_key=", "form" },
        { "three parts", "?auth_key=1714566600-13-5d41402abc4b2a76b9719d911017c592", "form" },
        { "five parts", "?auth_key=1714566600-1-2-13-5d41402abc4b2a76b9719d911017c592", "form" },
        { "short timestamp", "?auth_key=17145666-1-13-5d41402abc4b2a76b9719d911017c592", "form" },
        { "timestamp in milliseconds", "?auth_key=1714566600000-1-13-5d41402abc4b2a76b9719d911017c592", "form" },
        { "empty rand", "?auth_key=1714566600--13-5d41402abc4b2a76b9719d911017c592", "form" },
        { "uid not digits", "?auth_key=1714566600-1-x-5d41402abc4b2a76b9719d911017c592", "form" },
        { "upper-case hash", "?auth_key=1714566600-1-13-5D41402ABC4B2A76B9719D911017C592", "form" },
        { "short hash", "?auth_key=1714566600-1-13-5d41402abc4b2a76b9719d911017c59", "form" },
        { "made-up hash", "?auth_key=1714566600-1-13-5d41402abc4b2a76b9719d911017c592", "does not fit" },
        { "expired", $"?auth_key={AuthKey(FilePath, Now.AddSeconds(-1))}", "expired" },
        { "expired with another hash", "?auth_key=1600000000-1-13-5d41402abc4b2a76b9719d911017c592", "expired" },
        { "another uid", $"?auth_key={AuthKey(FilePath, uid: 14)}", "uid" },
        { "uid with a zero", $"?auth_key={AuthKey(FilePath).Replace("-13-", "-013-", StringComparison.Ordinal)}", "uid" },
        { "another key", $"?auth_key={AuthKey(FilePath, key: "wrong")}", "does not fit" },
        { "another path", $"?auth_key={AuthKey("/13/other.txt")}", "does not fit" },
        { "the encoded path", $"?auth_key={AuthKey(Encoded)}", "does not fit" },
        { "twice", $"?auth_key={AuthKey(FilePath)}&auth_key={AuthKey(FilePath)}", "form" },
    };

    [Theory]
    [MemberData(nameof(BadLinks))]
    public async Task Get_BadLink_IsRefusedWithJson(string name, string query, string message)
    {
        using var response = await Client.GetAsync(new Uri(Host.Address, Encoded + query), Token);

        Assert.True(response.StatusCode == HttpStatusCode.Forbidden, name);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(403, body.RootElement.GetProperty("code").GetInt32());
        Assert.Contains(message, body.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Host.Requests.Refused);
    }

    [Fact]
    public async Task Get_OtherParametersAroundTheKey_AreLeftAlone()
    {
        using var response = await Client.GetAsync(new Uri(Host.Address, $"{Encoded}?a=1&auth_key={AuthKey(FilePath)}&b=%2F"), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_AbsentFileWithGoodLink_IsNotFoundWithJson()
    {
        using var response = await GetAsync("/13/absent.txt");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.StartsWith("{\"code\":404,", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AbsentFileWithoutLink_IsRefusedLikeAny()
    {
        using var response = await Client.GetAsync(new Uri(Host.Address, "/13/absent.txt"), Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
