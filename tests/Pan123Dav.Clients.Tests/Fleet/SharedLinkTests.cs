using System.Net;
using System.Text.Json;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Live links and their end, known to every gateway.</summary>
public sealed class SharedLinkTests
{
    private static readonly string File = GatewayFleet.File(0);

    [Fact]
    public async Task Link_IsGoodCountedAndStoppedAtEveryGateway()
    {
        await using var fleet = await GatewayFleet.StartAsync(("RemoteAuthentication", new { Enabled = true, MaxAddresses = 2 }));
        var link = await fleet.Gateways[0].GetLinkAsync(File);
        Assert.Equal(200, await fleet.Gateways[1].AskAsync(link, "198.51.100.1"));
        Assert.Equal(200, await fleet.Gateways[2].AskAsync(link, "198.51.100.1"));

        // The second address is the last, wherever it is seen.
        Assert.Equal(200, await fleet.Gateways[2].AskAsync(link, "198.51.100.2"));
        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(
                async () => await ListAsync(gateway) is [{ Addresses: 2, Requests: 3 }], "every gateway lists the link with all that used it");
            Assert.Equal(403, await gateway.AskAsync(link, "198.51.100.3"));
        }

        var number = (await ListAsync(fleet.Gateways[2]))[0].Number;
        using (var stopped = await fleet.Gateways[2].Client.DeleteAsync(new Uri($"/api/v1/links/{number}", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(async () => await gateway.AskAsync(link, "198.51.100.1") == 403, "the link is stopped");
            Assert.Empty(await ListAsync(gateway));
        }

        // Stops hold after Redis was emptied, and at a gateway that starts then.
        await fleet.Redis.AskAsync("FLUSHALL");
        await fleet.Gateways[0].KillAsync();
        await fleet.Gateways[0].StartAgainAsync();
        await Eventually.HoldsAsync(async () => await fleet.Gateways[0].AskAsync(link, "198.51.100.1") == 403, "the link is stopped there too");
    }

    [Fact]
    public async Task Link_StoppedBeforeEverythingEnded_IsStoppedAtAGatewayThatKeptNothing()
    {
        await using var fleet = await GatewayFleet.StartAsync(("RemoteAuthentication", new { Enabled = true }));
        var (kept, other) = (fleet.Gateways[0], fleet.Gateways[1]);
        var link = await kept.GetLinkAsync(File);
        Assert.Equal(200, await kept.AskAsync(link, "198.51.100.1"));
        using (await kept.Client.DeleteAsync(new Uri($"/api/v1/links/{(await ListAsync(kept))[0].Number}", UriKind.Relative)))
        {
            Assert.Equal(403, await kept.AskAsync(link, "198.51.100.1"));
        }

        foreach (var gateway in fleet.Gateways)
        {
            await gateway.StopAsync();
        }

        await fleet.Redis.KillAsync();
        await fleet.Redis.StartAgainAsync();
        Directory.Delete(other.DataDirectory, recursive: true);
        await kept.StartAgainAsync();
        await other.StartAgainAsync();

        await Eventually.HoldsAsync(async () => await other.AskAsync(link, "198.51.100.1") == 403, "the link is stopped there too");
    }

    private static async Task<(long Number, int Addresses, long Requests)[]> ListAsync(SharedGateway gateway)
    {
        using var links = JsonDocument.Parse(await gateway.Client.GetStringAsync("/api/v1/links"));
        return
        [
            .. links.RootElement.GetProperty("links").EnumerateArray().Select(link =>
                (link.GetProperty("number").GetInt64(), link.GetProperty("addresses").GetInt32(), link.GetProperty("requests").GetInt64())),
        ];
    }
}
