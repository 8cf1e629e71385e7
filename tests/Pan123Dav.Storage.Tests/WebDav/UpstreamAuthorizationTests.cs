using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class UpstreamAuthorizationTests
{
    [Theory]
    [InlineData("https://webdav.123pan.cn/webdav", "https://webdav.123pan.cn/other", true)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://webdav-13.pd1.123pan.cn/webdav/", true)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://123pan.cn/", true)]
    [InlineData("https://webdav.123pan.cn/webdav", "http://webdav.123pan.cn/webdav", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "http://node.123pan.cn/webdav", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://node.123pan.cn:8443/webdav", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://evil123pan.cn/", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://123pan.cn.evil.example/", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://cn/", false)]
    [InlineData("https://webdav.123pan.cn/webdav", "https://x.cjjd19.com/", false)]
    [InlineData("https://nas.example.com:5006/dav", "https://nas.example.com:5006/x", true)]
    [InlineData("https://nas.example.com:5006/dav", "https://nas.example.com:5007/x", false)]
    [InlineData("https://example.com/dav", "https://other.com/", false)]
    [InlineData("https://example.com/dav", "https://a.example.com/", true)]
    [InlineData("https://shop.co.uk/dav", "https://evil.co.uk/", false)]
    [InlineData("https://shop.com.cn/dav", "https://evil.com.cn/", false)]
    [InlineData("https://me.duckdns.org/dav", "https://evil.duckdns.org/", false)]
    [InlineData("https://me.duckdns.org/dav", "https://a.me.duckdns.org/", true)]
    [InlineData("http://127.0.0.1:5000/dav", "http://127.0.0.1:5000/x", true)]
    [InlineData("http://127.0.0.1:5000/dav", "http://127.0.0.1:6000/x", false)]
    [InlineData("http://127.0.0.1:5000/dav", "http://127.0.0.2:5000/x", false)]
    [InlineData("http://192.168.1.5/dav", "http://192.168.1.6/x", false)]
    [InlineData("http://192.168.1.5/dav", "http://1.192.168.1.5/x", false)]
    [InlineData("http://a.up.localhost:5000/dav", "http://b.up.localhost:5000/x", true)]
    [InlineData("http://a.up.localhost:5000/dav", "http://b.up.localhost:6000/x", false)]
    [InlineData("http://nas/dav", "http://nas/x", true)]
    [InlineData("http://nas/dav", "http://a.nas/x", false)]
    [InlineData("https://[2001:db8::1]/dav", "https://[2001:db8::2]/x", false)]
    public void GetHeader_Address_HasCredentialsInTheServersOwnDomainOnly(string url, string address, bool isOwn)
    {
        var authorization = new UpstreamAuthorization(FakeWebDavServer.Options(url));

        Assert.Equal(isOwn ? "Basic MTM4MDAwMDAwMDA6cMOkc3N3b3JkOjE=" : null, authorization.GetHeader(new Uri(address)));
        Assert.DoesNotContain("MTM4", authorization.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void GetHeader_NoUser_IsNone() =>
        Assert.Null(new UpstreamAuthorization(new WebDavOptions { BaseUrl = new Uri("https://h.example/dav") }).GetHeader(new Uri("https://h.example/dav")));
}
