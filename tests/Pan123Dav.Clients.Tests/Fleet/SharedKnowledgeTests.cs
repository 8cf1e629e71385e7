using System.Net;
using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>What one gateway has asked 123 for, the others need not ask for.</summary>
public sealed class SharedKnowledgeTests
{
    private const string ClientSecret = "shared-client-secret-7";
    private const string AccountPassword = "shared-account-word-9";

    private static readonly DateTimeOffset Modified = DateTimeOffset.FromUnixTimeSeconds(1694101621);

    [Fact]
    public async Task Account_OfGatewaysThatStartTogether_IsSignedInToOnce()
    {
        var account = new EmulatorAccount { ClientSecret = ClientSecret, Password = AccountPassword };
        account.AddFile(0, "film.mkv", EmulatorContent.Text("a film"), Modified);
        await using var emulator = await StartEmulatorAsync(account);

        // So that each has time to ask before the first is answered.
        emulator.Api = emulator.Api with { Latency = TimeSpan.FromMilliseconds(300) };
        await using var fleet = await GatewayFleet.StartAsync(("Mounts", new object[]
        {
            new { Type = "OpenPlatform", Path = "/open", BaseUrl = emulator.Address, account.ClientId, ClientSecret, SharedGateway.PrivateKey },
            new { Type = "Personal", Path = "/mine", BaseUrl = new Uri(emulator.Address, "b/api"), account.Username, Password = AccountPassword },
        }));

        foreach (var folder in (string[])["/dav/open/?format=text", "/dav/mine/?format=text"])
        {
            foreach (var gateway in fleet.Gateways)
            {
                using var listing = await gateway.Client.GetAsync(new Uri(folder, UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, listing.StatusCode);
                Assert.Contains("film.mkv", await listing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Equal((1, 1), (emulator.Calls.TokensIssued, emulator.Calls.SignIns));
        Assert.Equal((1, 1), (emulator.Calls.Count(EmulatorEndpoint.AccessToken), emulator.Calls.Count(EmulatorEndpoint.SignIn)));
    }

    private static Task<EmulatorHost> StartEmulatorAsync(EmulatorAccount? account = null) => EmulatorHost.StartAsync(
        new EmulatorOptions { PrivateKey = SharedGateway.PrivateKey, Uid = 13, Account = account, Api = new ApiSwitches { RateScale = 0 } },
        0,
        TestContext.Current.CancellationToken);
}
