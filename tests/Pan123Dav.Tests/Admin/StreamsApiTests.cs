using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class StreamsApiTests : IAsyncLifetime
{
    private const string Tree = "films:\n  big.bin:67108864::{origin}/13/big.bin\n  a.bin:300000::{origin}/13/a.bin\n";

    private DeliveryFixture _fixture = null!;

    private GatewayHost Gateway => _fixture.Gateway;

    public async ValueTask InitializeAsync()
    {
        _fixture = await DeliveryFixture.StartAsync(Tree, ("Users:0:Admin", "true"), ("Mounts:0:Delivery", "Proxy"));
        _fixture.Origin.Add("/13/big.bin", new EmulatorFile(EmulatorContent.PseudoRandom(64 << 20, 3), DeliveryFixture.Modified));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Streams_WhileAFileIsPassedOn_TellOfItAndNotAfterwards()
    {
        Assert.Empty(await ListAsync());
        using (var response = await Gateway.SendAsync("GET", "/dav/films/big.bin"))
        {
            var stream = Assert.Single(await ListAsync())!;
            Assert.Equal(GatewayHost.User, (string)stream["user"]!);
            Assert.Equal("/films/big.bin", (string)stream["path"]!);
            Assert.Equal(Gateway.Time.GetUtcNow(), (DateTimeOffset)stream["started"]!);
            await Eventually.HoldsAsync(async () => await ListAsync() is [{ } one] && (long)one["bytes"]! > 0);
        }

        await Eventually.HoldsAsync(async () => (await ListAsync()).Count == 0);
    }

    [Fact]
    public async Task Stop_AFile_BreaksItOffAndRefusesItForAMinute()
    {
        using var response = await Gateway.SendAsync("GET", "/dav/films/big.bin");
        var id = (long)Assert.Single(await ListAsync())!["id"]!;

        using (var stopped = await Gateway.SendAsync("DELETE", $"/api/v1/streams/{id}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.CopyToAsync(Stream.Null));
        using var again = await Gateway.SendAsync("GET", "/dav/films/big.bin", ("Range", "bytes=1000-"));
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), again.Headers.RetryAfter!.Delta);
        using var other = await Gateway.SendAsync("GET", "/dav/films/a.bin");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Gateway.Time.Advance(TimeSpan.FromSeconds(61));
        using var later = await Gateway.SendAsync("GET", "/dav/films/big.bin", ("Range", "bytes=0-9"));
        Assert.Equal(HttpStatusCode.PartialContent, later.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task Stop_None_Is404(string id)
    {
        using var response = await Gateway.SendAsync("DELETE", $"/api/v1/streams/{id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<JsonArray> ListAsync() => JsonNode.Parse(await Gateway.Client.GetStringAsync("/api/v1/streams"))!["streams"]!.AsArray();
}
