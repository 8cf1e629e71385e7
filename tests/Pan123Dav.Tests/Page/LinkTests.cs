using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Pan123Dav.Page.Links;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Page;

public sealed class LinkTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        "films:\n  第 1 集.mkv:100:1694101621:https://h/1\n  other.mkv:1::https://h/2\nhidden:\n  x.mkv:1::https://h/3\n",
        ("Users:0:Paths:0", "/films"), ("Budgets:DailyLinks", "1"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Link_OfAFile_PlaysWithoutSignInForTwelveHoursAndCostsNothingToMake()
    {
        var (url, hours) = await GetAsync("/films/第 1 集.mkv");
        Assert.Equal(12, hours);
        await GetAsync("/films/other.mkv");

        using var paid = await _gateway.Stranger.GetAsync(url);
        Assert.Equal(HttpStatusCode.Redirect, paid.StatusCode);
        Assert.StartsWith("https://h/1?auth_key=", paid.Headers.Location!.OriginalString, StringComparison.Ordinal);
        _gateway.Time.Advance(TimeSpan.FromHours(12.1));
        using var late = await _gateway.Stranger.GetAsync(url);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Theory]
    [InlineData("/hidden/x.mkv")]
    [InlineData("/films")]
    [InlineData("/films/../hidden/x.mkv")]
    [InlineData("")]
    [InlineData("/nothing")]
    public async Task Link_OfWhatTheUserMayNotSee_Is404(string path)
    {
        foreach (var address in new[] { "/ui/link", "/ui/qr.svg" })
        {
            using var response = await _gateway.Client.GetAsync($"{address}?path={Uri.EscapeDataString(path)}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Link_WithoutSignIn_Is401()
    {
        using var response = await _gateway.Stranger.GetAsync("/ui/link?path=/films/other.mkv");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Code_OfAFile_IsAPicture()
    {
        using var response = await _gateway.Client.GetAsync("/ui/qr.svg?path=" + Uri.EscapeDataString("/films/第 1 集.mkv"));

        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("svg", XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData(1, 21)]
    [InlineData(14, 21)]
    [InlineData(17, 21)]
    [InlineData(18, 25)]
    [InlineData(2953, 177)]
    public void Code_OfBytes_IsAsLargeAsItMustBe(int length, int size)
    {
        var code = QrCode.Create(new byte[length])!;

        Assert.Equal(size, code.Size);
        foreach (var (x, y) in new[] { (0, 0), (size - 7, 0), (0, size - 7) })
        {
            Assert.True(code.IsDark(x, y) && code.IsDark(x + 3, y + 3) && !code.IsDark(x + 1, y + 1) && code.IsDark(x + 6, y + 6));
        }
    }

    [Fact]
    public void Code_OfTooMuch_IsNone() => Assert.Null(QrCode.Create(new byte[2954]));

    private async Task<(string Url, double Hours)> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _gateway.Client.GetStringAsync("/ui/link?path=" + Uri.EscapeDataString(path)));
        return (json.RootElement.GetProperty("url").GetString()!, json.RootElement.GetProperty("hours").GetDouble());
    }
}
