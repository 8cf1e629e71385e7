using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class LinksApiTests
{
    [Fact]
    public async Task Links_OfUsers_AreListedWithWhatTheyWereUsedFor()
    {
        await using var gateway = await RemoteAuth.StartAsync(("PathBase", "/drive"));
        using var admin = RemoteAuth.Admin(gateway);
        var first = (await GetAsync(gateway, "/drive/films/b.mkv"))!;
        await GetAsync(gateway, "/drive/films/a%20b.mkv");
        foreach (var visitor in new[] { "1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4" })
        {
            await RemoteAuth.AskAsync(gateway, first, visitor);
        }

        var links = await ListAsync(admin);

        Assert.Equal(["/films/a b.mkv", "/films/b.mkv"], links.Select(link => (string)link!["path"]!));
        var link = links[1]!.AsObject();
        Assert.Equal(["number", "user", "path", "made", "expires", "addresses", "requests", "refused"], link.Select(pair => pair.Key));
        Assert.Equal((GatewayHost.User, 2, 2, 2), ((string)link["user"]!, (int)link["addresses"]!, (int)link["requests"]!, (int)link["refused"]!));
        Assert.Equal(gateway.Time.GetUtcNow().AddMinutes(30), (DateTimeOffset)link["expires"]!);
        Assert.InRange((DateTimeOffset)link["made"]!, gateway.Time.GetUtcNow().AddSeconds(-1), gateway.Time.GetUtcNow().AddSeconds(1));

        gateway.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(await ListAsync(admin));
    }

    [Fact]
    public async Task Stop_ALink_EndsItAtTheNextRequest()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        using var admin = RemoteAuth.Admin(gateway);
        var (kept, stopped) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway));
        var number = (long)(await ListAsync(admin))[0]!["number"]!;

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(admin, $"/{number}"));

        Assert.Equal((200, 403), (await RemoteAuth.AskAsync(gateway, kept), await RemoteAuth.AskAsync(gateway, stopped)));
        Assert.Equal(1, await RemoteAuth.CountAsync(gateway, "stopped"));
        Assert.Single(await ListAsync(admin));
        foreach (var other in new[] { $"/{number}", "/1", "/x", "/-1", "/99999999999999999999", "?user=nobody" })
        {
            Assert.Equal((other, HttpStatusCode.NotFound), (other, await DeleteAsync(admin, other)));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await DeleteAsync(admin, ""));
    }

    [Fact]
    public async Task Stop_ALinkUnseenSinceARestart_EndsItAllTheSame()
    {
        using var data = new TemporaryFolder();
        string stopped, kept;
        long number;
        await using (var gateway = await RemoteAuth.StartAsync(("DataDirectory", data["data"])))
        {
            using var admin = RemoteAuth.Admin(gateway);
            (kept, stopped) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway));
            number = (long)(await ListAsync(admin))[0]!["number"]!;
        }

        foreach (var isFirstTime in new[] { true, false })
        {
            await using var gateway = await RemoteAuth.StartAsync(("DataDirectory", data["data"]));
            using var admin = RemoteAuth.Admin(gateway);

            Assert.Equal(isFirstTime ? HttpStatusCode.NoContent : HttpStatusCode.NotFound, await DeleteAsync(admin, $"/{number}"));

            Assert.Equal((200, 403), (await RemoteAuth.AskAsync(gateway, kept), await RemoteAuth.AskAsync(gateway, stopped)));
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await RemoteAuth.GetLinkAsync(gateway);
            var newest = (long)(await ListAsync(admin))[0]!["number"]!;
            foreach (var nobodys in new[] { newest + 1, newest + (1L << 40), long.MaxValue, number - (1L << 48) })
            {
                Assert.Equal((nobodys, HttpStatusCode.NotFound), (nobodys, await DeleteAsync(admin, $"/{nobodys}")));
            }
        }
    }

    [Fact]
    public async Task Stop_ByAPageOfAnotherSiteWithARememberedPassword_IsRefused()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        using var admin = RemoteAuth.Admin(gateway);
        var link = await RemoteAuth.GetLinkAsync(gateway);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/links?user=" + Uri.EscapeDataString(GatewayHost.User));
        request.Headers.Add("Origin", "https://evil.example");

        using var response = await admin.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, 200), (response.StatusCode, await RemoteAuth.AskAsync(gateway, link)));
    }

    [Fact]
    public async Task Stop_AllLinksOfAUser_EndsTheseAndNoLaterOne()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        using var admin = RemoteAuth.Admin(gateway);
        var (first, second) = (await RemoteAuth.GetLinkAsync(gateway), await RemoteAuth.GetLinkAsync(gateway));
        var others = await RemoteAuth.GetLinkAsync(gateway, client: admin);

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(admin, "?user=" + Uri.EscapeDataString(GatewayHost.User)));

        Assert.Equal((403, 403, 200),
            (await RemoteAuth.AskAsync(gateway, first), await RemoteAuth.AskAsync(gateway, second), await RemoteAuth.AskAsync(gateway, others)));
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway)));
    }

    [Fact]
    public async Task Links_ForAnybodyElse_LookAbsent()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        foreach (var method in new[] { "GET", "DELETE" })
        {
            using var guest = await gateway.SendAsync(method, "/api/v1/links?user=admin");
            using var stranger = await gateway.Stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/v1/links?user=admin"),
                TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (guest.StatusCode, stranger.StatusCode));
        }

        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/links");
        forged.Headers.Add(OwnerProof.Header, OwnerProof.Create(TicketKey.Create(), "GET", "/api/v1/links", gateway.Time.GetUtcNow()));
        using var response = await gateway.Stranger.SendAsync(forged, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Links_WithoutRemoteAuthentication_AreNone()
    {
        await using var gateway = await RemoteAuth.StartAsync(("RemoteAuthentication:Enabled", "false"));
        using var admin = RemoteAuth.Admin(gateway);
        await RemoteAuth.GetLinkAsync(gateway);

        Assert.Empty(await ListAsync(admin));
    }

    [Fact]
    public async Task Command_Links_PrintsAndStopsThem()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var (link, others) = (await RemoteAuth.GetLinkAsync(gateway, "films/a%20b.mkv"), await RemoteAuth.GetLinkAsync(gateway));
        await RemoteAuth.AskAsync(gateway, link);
        var number = gateway.Services.GetRequiredService<LiveLinks>().List(0)[1].Number;

        var table = await RunAsync(gateway);
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Matches($"^ *NUMBER .*PATH\n *[0-9]+ .* {GatewayHost.User} +/films/b.mkv\n *{number} .* 1 +1 +0  {GatewayHost.User} +/films/a b.mkv\n$",
            table.Output);
        Assert.Equal(2, JsonNode.Parse((await RunAsync(gateway, "--json")).Output)!["links"]!.AsArray().Count);
        Assert.Contains("no live link", (await RunAsync(gateway, "--user", "nobody")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(gateway, "--stop", $"{number}")).ExitCode);
        Assert.Equal((403, 200), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, others)));
        var again = await RunAsync(gateway, "--stop", $"{number}");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains($"{number}", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutAGateway_SaysWhatToDo()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        Assert.Contains("unreachable", (await RunAsync(gateway, "--url", "http://127.0.0.1:1")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(gateway, "--url", "ftp://x")).ExitCode);

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(GatewayHost.Settings(RemoteAuth.Tree)).Build();
        var off = await CommandRun.OfAsync(LinksCommand.Create(() => CommandConfiguration.Create(configuration, Path.GetTempPath())));
        Assert.Equal(0, off.ExitCode);
        Assert.Contains("switched off", off.Output, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(GatewayHost gateway, params string[] arguments)
    {
        var command = LinksCommand.Create(
            () => CommandConfiguration.Create(gateway.Services.GetRequiredService<IConfiguration>(), Path.GetTempPath()), gateway.Time);
        return CommandRun.OfAsync(command, arguments.Contains("--url") ? arguments : ["--url", gateway.Address.AbsoluteUri, .. arguments]);
    }

    private static async Task<JsonArray> ListAsync(HttpClient admin) =>
        JsonNode.Parse(await admin.GetStringAsync("/api/v1/links", TestContext.Current.CancellationToken))!["links"]!.AsArray();

    private static async Task<HttpStatusCode> DeleteAsync(HttpClient admin, string target)
    {
        using var response = await admin.DeleteAsync("/api/v1/links" + target, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<string?> GetAsync(GatewayHost gateway, string path)
    {
        using var response = await gateway.SendAsync("GET", path);
        return response.Headers.Location!.PathAndQuery;
    }
}
