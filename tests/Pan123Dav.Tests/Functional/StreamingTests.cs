using System.Net;
using System.Text;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class StreamingTests : IAsyncLifetime
{
    private const int Members = 10_000;

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var tree = new StringBuilder("big:\n");
        for (var i = 0; i < Members; i++)
        {
            tree.Append("  电影 ").Append(i).Append(".mkv:").Append(i + 1).Append(":1694101621:https://vip.123pan.cn/13/big/").Append(i).Append('\n');
        }

        _gateway = await GatewayHost.StartAsync(tree.ToString());
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Propfind_TenThousandMembers_ListsAllInOrder()
    {
        var responses = await _gateway.ListAsync("/dav/big");

        Assert.Equal(Members + 1, responses.Count);
        Assert.Equal("电影 9999.mkv", responses[^1]["displayname"]);
        Assert.Equal(Enumerable.Range(1, Members).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            responses.Skip(1).Select(r => r["getcontentlength"]));
    }

    [Theory]
    [InlineData("PROPFIND")]
    [InlineData("GET")]
    public async Task Listing_Large_IsChunkedAndItsBeginningComesFirst(string method)
    {
        using var response = await _gateway.SendAsync(method, "/dav/big", ("Depth", "1"), ("Accept", "text/html"));
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[64];
        await body.ReadExactlyAsync(first);

        Assert.Null(response.Content.Headers.ContentLength);
        Assert.StartsWith("<", Encoding.UTF8.GetString(first));
        using var reader = new StreamReader(body);
        Assert.EndsWith(method == "GET" ? "</html>\n" : "</D:multistatus>", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Propfind_ClientLeavesInTheMiddle_GatewayGoesOn()
    {
        for (var i = 0; i < 20; i++)
        {
            using var response = await _gateway.PropFindAsync("/dav/big");
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[10]);
        }

        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync("HEAD", "/dav/big")).StatusCode);
    }
}
