using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

/// <summary>Texts that the page reads through the gateway.</summary>
public sealed class InlineTests : IAsyncLifetime
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:02,000\n<script>alert(1)</script>\n";

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await DeliveryFixture.StartAsync(
            """
            a.srt:{origin}/13/srt
            page.html:{origin}/13/page
            drawing.svg:{origin}/13/drawing
            long.txt:{origin}/13/long
            known.txt:5000000::{origin}/13/long
            film.mkv:300000::{origin}/13/a.bin
            notes:
              b.txt:{origin}/13/srt
            """,
            ("Budgets:DailyBytes", "1000000"));
        Add("srt", Srt, "application/octet-stream");
        Add("page", "<script>1</script>", "text/html");
        Add("drawing", "<svg onload='1'/>", "image/svg+xml");
        _fixture.Origin.Add("/13/long", new EmulatorFile(EmulatorContent.PseudoRandom(5_000_000, 3), DeliveryFixture.Modified));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("a.srt")]
    [InlineData("page.html")]
    [InlineData("drawing.svg")]
    [InlineData("notes/b.txt")]
    public async Task Get_Text_IsPlainTextInASandbox(string name)
    {
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var response = await _fixture.Gateway.SendAsync(method, $"/dav/{name}?inline");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/plain", response.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.StartsWith("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        }
    }

    [Theory]
    [InlineData("film.mkv", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("long.txt", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("known.txt", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Get_NoTextOrTooLong_IsRefused(string name, HttpStatusCode status)
    {
        using var response = await _fixture.Gateway.SendAsync("GET", $"/dav/{name}?inline");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Get_TextOfATenthOfMegabyte_IsCharged()
    {
        Assert.Equal(Srt, await _fixture.Gateway.Client.GetStringAsync("/dav/a.srt?inline"));

        Assert.Contains($"data-left=\"{1_000_000 - Srt.Length}\"", await _fixture.Gateway.Client.GetStringAsync("/dav/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EmbeddedByAnotherSite_Is403()
    {
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/a.srt?inline",
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private void Add(string name, string text, string type) =>
        _fixture.Origin.Add("/13/" + name, new EmulatorFile(EmulatorContent.Text(text), DeliveryFixture.Modified) { ContentType = type });
}
