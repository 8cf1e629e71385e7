using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Pan123Dav.Data;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>What one gateway has asked 123 for, the others need not ask for.</summary>
public sealed class SharedKnowledgeTests
{
    private const string ClientSecret = "shared-client-secret-7";
    private const string Film = "/film.mkv";
    private const string AccountPassword = "shared-account-word-9";

    // A listing waits however slow the machine is.
    private static readonly (string, object) Probe = ("Probe", new { Enabled = true, ListingWaitMilliseconds = 60_000 });

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

        // Redis is told again, for gateways that start without a token of their own.
        await fleet.Redis.AskAsync("FLUSHALL");
        await Eventually.HoldsAsync(async () => (await fleet.Redis.AskAsync("HLEN", "pan123dav:accounts")).Trim() == "2", "Redis has both tokens again");
    }

    [Fact]
    public async Task Pause_ThatOneGatewayIsAskedFor_IsKeptByAnother()
    {
        var account = new EmulatorAccount { ClientSecret = ClientSecret };
        account.AddFile(0, "film.mkv", EmulatorContent.Text("a film"), Modified);
        await using var emulator = await StartEmulatorAsync(account);
        await using var fleet = await GatewayFleet.StartAsync(("Mounts", new[]
        {
            new { Type = "OpenPlatform", BaseUrl = emulator.Address, account.ClientId, ClientSecret, SharedGateway.PrivateKey },
        }));
        emulator.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Times = 1, Code = 429, RetryAfter = 8 });
        var watch = Stopwatch.StartNew();
        var first = fleet.Gateways[0].GetListedLengthAsync(Film);
        await Eventually.HoldsAsync(() => emulator.Calls.CountThrottled(EmulatorEndpoint.FileList) == 1, "one is asked to wait");

        // The others hear of it within a second.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(6, await fleet.Gateways[1].GetListedLengthAsync(Film));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(7.5), TimeSpan.FromMinutes(1));
        Assert.Equal(6, await first);
        Assert.Equal(1, emulator.Calls.CountThrottled(EmulatorEndpoint.FileList));
    }

    [Fact]
    public async Task Size_LearntAtOneGateway_IsNotAskedForAtAnother_NorAtOneThatStartsAfterRedisWasEmptied()
    {
        await using var emulator = await StartEmulatorAsync();
        emulator.Add("/13/film.mkv", new EmulatorFile(EmulatorContent.Text("a film"), Modified));
        await using var fleet = await GatewayFleet.StartAsync(Mount(emulator), Probe);

        Assert.Equal(6, await fleet.Gateways[0].GetListedLengthAsync(Film));
        var asked = emulator.Requests.Count("/13/film.mkv");
        await KnownEverywhereAsync(fleet);
        foreach (var gateway in fleet.Gateways)
        {
            Assert.Equal(6, await gateway.GetListedLengthAsync(Film));
        }

        await fleet.Redis.AskAsync("FLUSHALL");
        await Eventually.HoldsAsync(async () => (await fleet.Redis.AskAsync("HLEN", "pan123dav:sizes")).Trim() == "1", "Redis has it again");
        await fleet.Gateways[2].KillAsync();
        Directory.Delete(fleet.Gateways[2].DataDirectory, recursive: true);
        await fleet.Gateways[2].StartAgainAsync();

        Assert.Equal(6, await fleet.Gateways[2].GetListedLengthAsync(Film));
        Assert.Equal(asked, emulator.Requests.Count("/13/film.mkv"));
    }

    [Fact]
    public async Task Size_ThatProvedWrongAtOneGateway_IsForgottenAtTheOthers()
    {
        await using var emulator = await StartEmulatorAsync();
        emulator.Add("/13/film.mkv", new EmulatorFile(EmulatorContent.Text("a film"), Modified));
        await using var fleet = await GatewayFleet.StartAsync(Mount(emulator), Probe);
        Assert.Equal(6, await fleet.Gateways[0].GetListedLengthAsync(Film));
        await KnownEverywhereAsync(fleet);
        foreach (var gateway in fleet.Gateways)
        {
            Assert.Equal(6, await gateway.GetListedLengthAsync(Film));
        }

        emulator.Add("/13/film.mkv", new EmulatorFile(EmulatorContent.Text("another film"), Modified));
        Assert.Equal(502, await fleet.Gateways[0].GetStatusAsync(Film, "bytes=1-2"));

        foreach (var gateway in fleet.Gateways.Skip(1))
        {
            await Eventually.HoldsAsync(async () => await gateway.GetListedLengthAsync(Film) == 12, "the new length is listed");
        }
    }

    [Fact]
    public async Task Usage_AskedForAtAnyGateway_IsThatOfAll_AlsoWhereItIsStopped()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        Assert.Equal(6, await fleet.SpendAsync(0, 6));
        await fleet.UsageBecomesAsync(6, 6000);
        foreach (var gateway in fleet.Gateways)
        {
            Assert.Equal((6, 6000), await GetUsageAsync(gateway));
        }

        await fleet.Gateways[2].StopAsync();
        Assert.Equal(3, await fleet.SpendAsync(10, 3, gateways: fleet.Gateways[..2]));
        Assert.Equal((9, 9000), await GetUsageAsync(fleet.Gateways[2]));

        await fleet.Redis.KillAsync();
        Assert.Equal((6, 6000), await GetUsageAsync(fleet.Gateways[2], "Redis does not answer"));
    }

    [Fact]
    public async Task Usage_ComparedAtOneGateway_HasTheDaysOfAll_AndSaysThatFilesAreItsOwn()
    {
        var account = new EmulatorAccount { ClientSecret = ClientSecret };
        account.Change(account.GetFolder("films"), folder => folder with { DirectLinks = true });
        account.AddFile("films/film.mkv", EmulatorContent.Text("a film"), Modified);
        await using var emulator = await StartEmulatorAsync(account);
        await using var fleet = await GatewayFleet.StartAsync(("Mounts", new[]
        {
            new { Type = "OpenPlatform", BaseUrl = emulator.Address, account.ClientId, ClientSecret, SharedGateway.PrivateKey },
        }));
        Assert.Equal(302, await fleet.Gateways[0].GetStatusAsync("/films" + Film));

        Assert.Equal((1, 6), await GetUsageAsync(fleet.Gateways[1], "those of all gateways", "--compare"));
        Assert.Equal(1, emulator.Calls.TokensIssued);
    }

    // As the command tells it.
    private static async Task<(long Links, long Bytes)> GetUsageAsync(SharedGateway gateway, string warning = "", params string[] options)
    {
        var told = await gateway.InvokeAsync(["usage", "--json", .. options]);
        Assert.Equal(0, told.ExitCode);
        Assert.Contains(warning, told.Error, StringComparison.Ordinal);
        using var usage = JsonDocument.Parse(told.Text);
        var rows = usage.RootElement.GetProperty("usage").EnumerateArray().ToList();
        return (rows.Sum(row => row.GetProperty("links").GetInt64()), rows.Sum(row => row.GetProperty("bytes").GetInt64()));
    }

    // Of a tree that does not tell the length.
    private static (string, object) Mount(EmulatorHost emulator)
    {
        var tree = new Uri(emulator.Address, "13/film.mkv");
        return ("Mounts", new[] { new { OriginUrls = $"film.mkv::1694101621:{tree}", SharedGateway.PrivateKey, Uid = 13, Delivery = "Proxy" } });
    }

    private static Task KnownEverywhereAsync(GatewayFleet fleet) => Eventually.HoldsAsync(
        () => fleet.Gateways.All(gateway =>
        {
            using var database = GatewayDatabase.Open(gateway.DataDirectory);
            using var command = database.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM metadata";
            return (long)command.ExecuteScalar()! == 1;
        }),
        "each gateway has kept it");

    private static Task<EmulatorHost> StartEmulatorAsync(EmulatorAccount? account = null) => EmulatorHost.StartAsync(
        new EmulatorOptions { PrivateKey = SharedGateway.PrivateKey, Uid = 13, Account = account, Api = new ApiSwitches { RateScale = 0 } },
        0,
        TestContext.Current.CancellationToken);
}
