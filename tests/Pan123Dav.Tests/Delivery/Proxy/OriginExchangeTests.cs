using Pan123Dav.Delivery;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>The head of what is passed on.</summary>
public sealed class OriginExchangeTests
{
    [Theory]
    [InlineData("a.mkv", false)]
    [InlineData("a.flac", false)]
    [InlineData("a.jpg", false)]
    [InlineData("a.webp", false)]
    [InlineData("a.txt", false)]
    [InlineData("a.pdf", false)]
    [InlineData("a.svg", true)]
    [InlineData("a.xhtml", true)]
    [InlineData("a.atom", true)]
    [InlineData("a.xaml", true)]
    [InlineData("a.osdx", true)]
    [InlineData("a.xml", true)]
    [InlineData("a.css", true)]
    [InlineData("a.js", true)]
    [InlineData("a.bin", true)]
    [InlineData("a", true)]
    public void WriteHead_AnythingThatMayRun_IsInASandbox(string name, bool isSandboxed)
    {
        var context = new DefaultHttpContext();
        var type = ContentTypes.GetText(System.Text.Encoding.UTF8.GetBytes(name));
        OriginExchange.WriteHead(context.Response, new Representation(default, default, "\"e\"", DeliveryFixture.Modified.UtcDateTime, type), 1);

        Assert.Equal(isSandboxed ? "sandbox" : "", context.Response.Headers.ContentSecurityPolicy.ToString());
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
    }
}
