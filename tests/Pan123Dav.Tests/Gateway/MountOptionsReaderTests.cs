using System.Text.Json.Nodes;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class MountOptionsReaderTests
{
    [Theory]
    [InlineData("""{ "Path": "films", "OriginUrls": "https://h/a" }""", "Path", "write /films")]
    [InlineData("""{ "Type": "Direct", "OriginUrls": "https://h/a" }""", "Type", "UrlTree, OpenPlatform, Share, Personal or WebDav")]
    [InlineData("{}", "OriginUrlsFile", "is missing")]
    [InlineData("""{ "OriginUrls": "", "OriginUrlsFile": "" }""", "OriginUrlsFile", "is missing")]
    [InlineData("""{ "OriginUrls": "https://h/a", "OriginUrlsFile": "t.txt" }""", "OriginUrlsFile", "keep one of the two")]
    [InlineData("""{ "OriginUrlsFile": "a\u0000b" }""", "OriginUrlsFile", "without control characters")]
    [InlineData("""{ "Type": "UrlTree", "OriginUrls": "https://h/a", "PrivateKey": "k3y-of-the-owner" }""", "PrivateKey", "never signs")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivateKey": "k3y-of-the-owner" }""", "Uid", "www.123pan.com/Setting")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivateKey": "k3y-of-the-owner", "Uid": 0 }""", "Uid", "is missing")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivateKey": "k3y-of-the-owner", "Uid": "k3y-of-the-owner" }""", "Uid", "must be a whole number, 0 or more")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivateKey": " k3y-of-the-owner", "Uid": 1 }""", "PrivateKey", "white space")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivateKey": "k3y-of-the-owner\n", "Uid": 1 }""", "PrivateKey", "white space")]
    [InlineData("""{ "OriginUrls": "https://h/a", "Uid": -1 }""", "Uid", "0 or more")]
    [InlineData("""{ "OriginUrls": "https://h/a", "Uid": 18446744073709551616 }""", "Uid", "at most 18446744073709551615")]
    [InlineData("""{ "OriginUrls": "https://h/a", "ValidDuration": 0 }""", "ValidDuration", "from 1 to 525600")]
    [InlineData("""{ "OriginUrls": "https://h/a", "PrivatKey": "k3y-of-the-owner" }""", "PrivatKey", "did you mean PrivateKey?")]
    [InlineData("""{ "OriginUrls": "https://h/a", "Delivery": "Proxi" }""", "Delivery", "did you mean Proxy?")]
    [InlineData("""{ "OriginUrls": "https://h/a", "Delivery": "DownloadProxy", "DownloadProxyToken": "t0ken-of-the-proxy" }""",
        "DownloadProxyUrl", "is missing")]
    [InlineData("""{ "OriginUrls": "https://h/a", "Delivery": "DownloadProxy", "DownloadProxyUrl": "https://p" }""", "DownloadProxyToken", "is missing")]
    [InlineData("""{ "OriginUrls": "https://h/a", "DownloadProxyUrl": "https://p?x", "DownloadProxyToken": "t0ken-of-the-proxy" }""",
        "DownloadProxyUrl", "must end before")]
    [InlineData("""{ "OriginUrls": "https://h/a", "DownloadProxyUrl": "https://p", "DownloadProxyToken": "k3y-of-the-owner\n" }""",
        "DownloadProxyToken", "without blanks")]
    [InlineData("""{ "OriginUrls": "https://h/a", "DownloadProxyUrl": "https://p", "DownloadProxyToken": "t0ken-of-owners" }""",
        "DownloadProxyToken", "at least 16 characters")]
    public void Read_WrongMount_NamesKeyAndRemedy(string mount, string errorKey, string message)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(JsonNode.Parse(mount));

        AssertError(json, $"Mounts:0:{errorKey}", message);
    }

    [Theory]
    [InlineData("9223372036854775808", 9223372036854775808UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("\"18446744073709551615\"", ulong.MaxValue)]
    public void Read_UidAbove63Bits_IsTaken(string written, ulong uid)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = JsonNode.Parse($$"""[{ "OriginUrls": "https://h/a", "PrivateKey": "k3y", "Uid": {{written}} }]""");

        Assert.Equal(uid, Good(json).Mounts[0].Uid);
    }

    [Fact]
    public void Read_TwoMountsOfOnePathInDifferentForms_IsAnError()
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = JsonNode.Parse(
            """[{ "Path": "/\u00e9", "OriginUrls": "https://h/a" }, { "Path": "/e\u0301/", "OriginUrls": "https://h/b" }]""");

        AssertError(json, "Mounts:1:Path", "is the place of Pan123Dav:Mounts:0 too");
    }
}
