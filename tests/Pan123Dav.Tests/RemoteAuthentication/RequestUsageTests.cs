using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>Requests at 123 beside links, by day and user.</summary>
public sealed class RequestUsageTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("pan123dav-test-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Requests_OfUsersLinks_AreKeptByDayAndUser()
    {
        await using (var gateway = await StartAsync())
        {
            using var admin = RemoteAuth.Admin(gateway);
            var (link, others) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway, client: admin));
            foreach (var visitor in new[] { "1.1.1.1", "1.1.1.1", "2.2.2.2", "3.3.3.3" })
            {
                await RemoteAuth.AskAsync(gateway, link, visitor);
            }

            await RemoteAuth.AskAsync(gateway, others);

            // Nobody's: neither who guesses nor what the gateway fetches is any user's doing.
            await RemoteAuth.AskAsync(gateway, link.Split("&pd=")[0]);
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(
                () => Rows() is [{ Requests.Served: 1 }, { Usage.Links: 1, Requests: { Served: 3, Refused: 1 } }], "they are written behind");

            await gateway.ReloadAsync(("Pan123Dav:Users:0:Name", "another"));
            Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
        }

        Assert.Equal([new RequestTotals(1, 0), new RequestTotals(3, 2)], Rows().Select(row => row.Requests));

        // The next process adds to it, and what was spent before is today's still.
        await using (var gateway = await StartAsync())
        {
            Assert.Equal(200, await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway)));
            var user = gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).GetUser(GatewayHost.User);
            Assert.Equal(new RequestTotals(4, 2), user.Requests.Value);
        }

        Assert.Equal(new RequestTotals(4, 2), Rows()[1].Requests);
    }

    [Fact]
    public async Task Requests_OfADayPastKeepDays_GoWithIt()
    {
        await using var gateway = await StartAsync(("Budgets:KeepDays", "1"));
        await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Rows() is [{ Requests.Served: 1 }]);

        gateway.Time.Advance(TimeSpan.FromDays(2));
        await Eventually.HoldsAsync(
            () =>
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                return Rows().Count == 0;
            },
            "the day is gone");
    }

    [Fact]
    public async Task Requests_WhileTheDatabaseIsLocked_AreAnsweredAllTheSame()
    {
        await using var gateway = await StartAsync();
        var link = await RemoteAuth.GetLinkAsync(gateway);
        using var other = GatewayDatabase.Open(_data.FullName);
        using (other.BeginTransaction(deferred: false))
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(200, await RemoteAuth.AskAsync(gateway, link));
            }
        }

        await Eventually.HoldsAsync(
            () =>
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                return Rows() is [{ Requests.Served: 50 }];
            },
            "they are written once that is possible");
    }

    private Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) =>
        RemoteAuth.StartAsync([("DataDirectory", _data.FullName), .. settings]);

    private List<UsageRow> Rows()
    {
        using var connection = GatewayDatabase.Open(_data.FullName);
        return RequestTable.Join(UsageTable.Read(connection, Today, Today), RequestTable.Read(connection, Today, Today));
    }
}
