using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Tests.Media;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class RemoteAuthTokenTests
{
    [Fact]
    public async Task Ask_AfterTheTokenWasReplaced_RefusesLinksOfTheTokenOnly()
    {
        const string Token = "token-of-the-player-of-the-test-0001";
        await using var gateway = await RemoteAuth.StartAsync(("Users:0:ApiToken", Token));
        using var player = gateway.CreateClient(null, null);
        Assert.True(player.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + Token));
        var (byPassword, byToken) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway, client: player));
        Assert.Equal((200, 200), (await RemoteAuth.AskAsync(gateway, byPassword), await RemoteAuth.AskAsync(gateway, byToken)));

        await gateway.ReloadAsync(("Pan123Dav:Users:0:ApiToken", "token-of-the-player-of-the-test-0002"));

        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, byPassword));
        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, byToken));
    }

    [Fact]
    public async Task Ask_AfterTheTokenWasRevoked_RefusesLinksThatASignMade()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var store = gateway.Services.GetRequiredService<IApiTokenStore>();
        var token = store.Read()[GatewayHost.User].Value;
        using var signed = await gateway.Stranger.GetAsync(
            new Uri($"/d/films/b.mkv?sign={AListSign.Create(token, "/films/b.mkv")}", UriKind.Relative), TestContext.Current.CancellationToken);
        var (bySign, byPassword) = (signed.Headers.Location!.PathAndQuery, await RemoteAuth.GetLinkAsync(gateway));
        Assert.Equal((200, 200), (await RemoteAuth.AskAsync(gateway, bySign), await RemoteAuth.AskAsync(gateway, byPassword)));

        // As `api-token --revoke` does in a process of its own.
        store.Replace(GatewayHost.User, new string('x', 43));

        await Eventually.HoldsAsync(
            async () =>
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                return await RemoteAuth.AskAsync(gateway, bySign) == 403;
            },
            "the revoked token ends its links");
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, byPassword));
    }
}
