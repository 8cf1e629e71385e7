using System.Net;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>What ends a link that was good: its time, its user, a rule, a budget, an administrator; and what of it a restart keeps.</summary>
public sealed class RemoteAuthEndTests
{
    [Fact]
    public async Task Ask_AfterTheLinkExpired_Is403()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var link = await RemoteAuth.GetLinkAsync(gateway);

        gateway.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, link));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
    }

    [Fact]
    public async Task Ask_AfterItsUserWasRemovedOrHasAnotherPassword_Is403()
    {
        await using var gateway = await RemoteAuth.StartAsync(("Users:2:Name", "other"), ("Users:2:Password", "other-password"));
        using var other = gateway.CreateClient("other", "other-password");
        var (link, others) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway, client: other));
        Assert.Equal((200, 200), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, others)));

        await gateway.ReloadAsync(("Pan123Dav:Users:2:Password", "another-password"));
        Assert.Equal((200, 403), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, others)));

        await gateway.ReloadAsync(("Pan123Dav:Users:0:Name", "somebody-else"));
        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
        Assert.Equal(2, await RemoteAuth.CountAsync(gateway, "user"));
    }

    [Theory]
    [InlineData("Users:0:Paths:0", "/音乐")]
    [InlineData("Access:0:Hide:0", "^b")]
    public async Task Ask_ForWhatItsUserMayNotSeeAnyMore_Is403(string key, string value)
    {
        await using var gateway = await RemoteAuth.StartAsync(("Access:0:Path", "/films"), ("Access:0:Hide:0", "^nothing$"));
        var link = await RemoteAuth.GetLinkAsync(gateway);
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, link));

        await gateway.ReloadAsync(($"Pan123Dav:{key}", value));

        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
        Assert.Equal(1, await RemoteAuth.CountAsync(gateway, "path"));
    }

    [Fact]
    public async Task Ask_WhenTheBudgetOfLinksIsSpent_PaidLinksPlayOn()
    {
        await using var gateway = await RemoteAuth.StartAsync(("Budgets:PerUser:DailyLinks", "1"));
        var link = await RemoteAuth.GetLinkAsync(gateway);
        using var refused = await gateway.SendAsync("GET", "/dav/films/a%20b.mkv");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        Assert.Equal((200, 200), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, link)));
    }

    [Theory]
    [InlineData("Budgets:PerUser:DailyBytes")]
    [InlineData("Budgets:DailyBytes")]
    public async Task Ask_WhenABudgetWasSpentByOthers_Is403ButNeverByItself(string key)
    {
        await using var gateway = await RemoteAuth.StartAsync((key, "100"), ("Budgets:DailyLinks", "2"));
        var first = await RemoteAuth.GetLinkAsync(gateway, range: "bytes=0-9");
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, first));

        // The last of the day goes beyond the limit, and plays on; the other one is ended by it.
        var last = await RemoteAuth.GetLinkAsync(gateway, "films/a%20b.mkv");
        Assert.Equal((403, 200), (await RemoteAuth.AskAsync(gateway, first), await RemoteAuth.AskAsync(gateway, last)));
        var again = await RemoteAuth.GetLinkAsync(gateway, "films/a%20b.mkv");
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, again));
        Assert.Equal(1, await RemoteAuth.CountAsync(gateway, "budget"));

        await gateway.ReloadAsync(($"Pan123Dav:{key}", "1000"));
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, first));
    }

    [Fact]
    public async Task Ask_WhenAUsersLinksWereStopped_HoldsOverARestartAndNoLongerThanTheyLive()
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        try
        {
            string stopped, others;
            await using (var gateway = await RemoteAuth.StartAsync(("DataDirectory", data.FullName)))
            {
                using var admin = RemoteAuth.Admin(gateway);
                (stopped, others) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway, client: admin));
                using var answer = await admin.DeleteAsync(
                    "/api/v1/links?user=" + Uri.EscapeDataString(GatewayHost.User), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }

            await using (var gateway = await RemoteAuth.StartAsync(("DataDirectory", data.FullName)))
            {
                Assert.Equal((403, 200), (await RemoteAuth.AskAsync(gateway, stopped), await RemoteAuth.AskAsync(gateway, others)));
                Assert.Equal((1, 1), (await RemoteAuth.CountAsync(gateway, "stopped"), await RemoteAuth.CountAsync(gateway, "granted")));
                Assert.Equal(200, await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway)));
                gateway.Time.Advance(TimeSpan.FromMinutes(31));
                Assert.Equal(403, await RemoteAuth.AskAsync(gateway, stopped));
                Assert.Equal(1, await RemoteAuth.CountAsync(gateway, "expired"));
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Ask_AfterARestart_KnowsTheLinkByItsTicket()
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        try
        {
            (string, string?)[] settings = [("DataDirectory", data.FullName), ("Users:0:Paths:0", "/films"), ("Budgets:DailyBytes", "100")];
            string link, others, stopped;
            await using (var gateway = await RemoteAuth.StartAsync(settings))
            {
                link = await RemoteAuth.GetLinkAsync(gateway);
                others = await RemoteAuth.GetLinkAsync(gateway);
                stopped = await RemoteAuth.GetLinkAsync(gateway);
                var live = gateway.Services.GetRequiredService<LiveLinks>().List(0);
                await gateway.Services.GetRequiredService<StoppedLinks>().StopAsync(live[0]);
                Assert.Equal((200, 403), (await RemoteAuth.AskAsync(gateway, others), await RemoteAuth.AskAsync(gateway, stopped)));
            }

            await using (var gateway = await RemoteAuth.StartAsync(settings))
            {
                Assert.Equal((200, 403), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, stopped)));
                var known = Assert.Single(gateway.Services.GetRequiredService<LiveLinks>().List(0));
                Assert.Equal(("/films/b.mkv", GatewayHost.User), (known.Path.ToString(), known.User));
                await gateway.ReloadAsync(("Pan123Dav:Users:0:Paths:0", "/音乐"));
                Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.FullName, TicketKey.FileName)));
            }

            File.Delete(Path.Combine(data.FullName, TicketKey.FileName));
            await using var anew = await RemoteAuth.StartAsync(settings);
            Assert.Equal(403, await RemoteAuth.AskAsync(anew, link));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
