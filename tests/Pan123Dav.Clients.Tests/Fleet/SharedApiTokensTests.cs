using System.Net.Http.Headers;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>What was revoked stays so, wherever and whenever that was.</summary>
public sealed class SharedApiTokensTests
{
    [Fact]
    public async Task Token_RevokedAtAGatewayThatIsStopped_OrWithoutRedis_IsRevokedAtAll()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        var first = await GetTokenAsync(fleet.Gateways[0]);
        await HoldsAtAllAsync(fleet, first, 302);

        await fleet.Gateways[1].StopAsync();
        var second = await GetTokenAsync(fleet.Gateways[1], "--revoke");
        await fleet.Gateways[1].StartAgainAsync();
        await HoldsAtAllAsync(fleet, second, 302);
        await HoldsAtAllAsync(fleet, first, 401);

        // Redis comes back empty, and a gateway that knows only the second token may be the first to tell its own.
        await fleet.Redis.KillAsync();
        await fleet.ReadinessBecomesAsync("Degraded");
        var third = await GetTokenAsync(fleet.Gateways[2], "--revoke");
        await Eventually.HoldsAsync(async () => await AskAsync(fleet.Gateways[2], third) == 302, "the gateway itself knows it");
        await fleet.Redis.StartAgainAsync();
        await HoldsAtAllAsync(fleet, third, 302);
        await HoldsAtAllAsync(fleet, second, 401);

        // Each has kept it.
        foreach (var gateway in fleet.Gateways)
        {
            Assert.Equal(third, await GetTokenAsync(gateway));
        }
    }

    private static async Task HoldsAtAllAsync(GatewayFleet fleet, string token, int status)
    {
        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(async () => await AskAsync(gateway, token) == status, $"each gateway answers {status}");
        }
    }

    private static Task<string> GetTokenAsync(SharedGateway gateway, params string[] options) =>
        gateway.RunAsync(["api-token", "--user", SharedGateway.User, .. options]);

    private static async Task<int> AskAsync(SharedGateway gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dav" + GatewayFleet.File(0));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
