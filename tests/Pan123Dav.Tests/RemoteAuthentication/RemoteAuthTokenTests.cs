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
}
