using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.RemoteAuthentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class StatusApiTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv\nb.mkv:100:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    [Fact]
    public async Task Status_OfAGatewayInUse_HoldsWhatItsOwnerLooksFor()
    {
        await using var gateway = await GatewayHost.StartAsync(
            Tree, ("Users:0:Admin", "true"), ("Users:1:Name", "guest"), ("Users:1:Password", GatewayHost.Password),
            ("Users:1:Budget:DailyLinks", "1"), ("Budgets:DailyBytes", "5000"));
        using var guest = gateway.CreateClient("guest", GatewayHost.Password);
        gateway.Time.Advance(TimeSpan.FromMinutes(10));
        foreach (var (file, expected) in new[] { ("a", HttpStatusCode.Redirect), ("b", HttpStatusCode.TooManyRequests) })
        {
            using var response = await guest.GetAsync($"/dav/{file}.mkv", TestContext.Current.CancellationToken);
            Assert.Equal(expected, response.StatusCode);
        }

        var status = await GetAsync(gateway.Client);

        Assert.Matches(@"^\d+\.\d+\.\d+", (string)status["version"]!);
        Assert.Equal((600, new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)), ((int)status["uptimeSeconds"]!, (DateTimeOffset)status["started"]!));
        Assert.Equal("healthy", (string)status["readiness"]!);
        Assert.Equal(["trees", "usage", "storages", "configuration"], status["checks"]!.AsArray().Select(check => (string)check!["name"]!));
        var mount = Assert.Single(status["mounts"]!.AsArray())!;
        Assert.Equal(("/", "DirectLink", "healthy", null),
            ((string)mount["path"]!, (string)mount["type"]!, (string)mount["state"]!, (string?)mount["problem"]));

        var budgets = status["budgets"]!;
        Assert.Equal(("2026-11-01", new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)), ((string)budgets["day"]!, (DateTimeOffset)budgets["ends"]!));
        Assert.Equal(
            """
            {"scope":"gateway","user":null,"bytes":{"limit":5000,"spent":100},"links":{"limit":null,"spent":1},"refused":1,"requests":0,"requestsRefused":0}
            {"scope":"user","user":"guest","bytes":{"limit":null,"spent":100},"links":{"limit":1,"spent":1},"refused":1,"requests":0,"requestsRefused":0}
            {"scope":"user","user":"影迷","bytes":{"limit":null,"spent":0},"links":{"limit":null,"spent":0},"refused":0,"requests":0,"requestsRefused":0}
            """,
            string.Join('\n', budgets["scopes"]!.AsArray().Select(scope => scope!.ToJsonString(Readable))));
        Assert.Equal("""{"user-links":1}""", status["refusals"]!.ToJsonString());
        Assert.Equal((0, 0), ((int)status["openStreams"]!, (int)status["liveLinks"]!));
        Assert.Equal("""{"isInForce":true,"mistakes":[]}""", status["configuration"]!.ToJsonString());
        Assert.Equal("""{"enabled":false}""", status["shared"]!.ToJsonString());
        Assert.False((bool)status["remoteAuthentication"]!["enabled"]!);
    }

    [Fact]
    public async Task Status_WithRemoteAuthentication_CountsItsLinksAndAnswers()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        using var admin = RemoteAuth.Admin(gateway);
        var link = await RemoteAuth.GetLinkAsync(gateway);
        foreach (var visitor in new[] { "1.1.1.1", "2.2.2.2", "3.3.3.3" })
        {
            await RemoteAuth.AskAsync(gateway, link, visitor);
        }

        await RemoteAuth.AskRawAsync(gateway, "nonsense");

        var status = await GetAsync(admin);

        Assert.Equal(1, (int)status["liveLinks"]!);
        var answers = status["remoteAuthentication"]!;
        Assert.Equal((true, 2), ((bool)answers["enabled"]!, (int)answers["maxAddresses"]!));
        Assert.Equal(
            (2, 1, 1, 0),
            ((int)answers["requests"]!["granted"]!, (int)answers["requests"]!["address"]!,
                (int)answers["requests"]!["malformed"]!, (int)answers["requests"]!["budget"]!));
        Assert.Equal((2, 1), ((int)status["budgets"]!["scopes"]![0]!["requests"]!, (int)status["budgets"]!["scopes"]![0]!["requestsRefused"]!));
        Assert.DoesNotContain("auth_key", status.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AfterABadReload_NamesEveryMistakeAndWhatIsServedStays()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Users:0:Admin", "true"));
        await gateway.ReloadAsync(("Pan123Dav:Mounts:0:OriginUrls", "neither"));
        var mistake = Assert.Single((await GetAsync(gateway.Client))["configuration"]!["mistakes"]!.AsArray())!;
        Assert.Equal((1, true), ((int?)mistake["line"], mistake["code"] is not null));

        await gateway.ReloadAsync(("Pan123Dav:Mounts:0:OriginUrls", Tree), ("Pan123Dav:Mounts:0:Type", "Nothing"), ("Pan123Dav:Budgets:DailyByte", "5"));
        var status = await GetAsync(gateway.Client);
        Assert.Equal(("degraded", false), ((string)status["readiness"]!, (bool)status["configuration"]!["isInForce"]!));
        Assert.Equal(
            ["Pan123Dav:Budgets:DailyByte", "Pan123Dav:Mounts:0:Type"],
            status["configuration"]!["mistakes"]!.AsArray().Select(mistake => (string)mistake!["place"]!).Order());
    }

    [Fact]
    public async Task Status_OneMountWhoseTreeWentBad_IsARowAmongTheOthers()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tree.txt", Tree);
        await using var gateway = await GatewayHost.StartAsync(
            Tree, ("Users:0:Admin", "true"), ("Mounts:1:Path", "/more"), ("Mounts:1:OriginUrlsFile", file), ("Mounts:1:Type", "UrlTree"));
        folder.Write("tree.txt", "neither a folder nor a file");

        await Eventually.HoldsAsync(
            async () =>
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                return (string)(await GetAsync(gateway.Client))["mounts"]![1]!["state"]! == "degraded";
            },
            "the bad tree is told of");
        var mounts = (await GetAsync(gateway.Client))["mounts"]!;
        Assert.Contains(file, (string)mounts[1]!["problem"]!, StringComparison.Ordinal);
        Assert.Equal("healthy", (string)mounts[0]!["state"]!);
    }

    [Fact]
    public async Task Status_ToAReaderOfChinese_TellsWhatIsWrongInChinese()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tree.txt", Tree);
        await using var gateway = await GatewayHost.StartAsync(
            Tree, ("Users:0:Admin", "true"), ("Mounts:1:Path", "/more"), ("Mounts:1:OriginUrlsFile", file), ("Mounts:1:Type", "UrlTree"));
        folder.Write("tree.txt", "neither a folder nor a file");
        await gateway.ReloadAsync(("Pan123Dav:Budgets:DailyByte", "5"));
        gateway.Client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,en;q=0.5");
        JsonNode status = null!;

        await Eventually.HoldsAsync(
            async () =>
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                return (string)(status = await GetAsync(gateway.Client))["mounts"]![1]!["state"]! == "degraded";
            },
            "the bad tree is told of");

        var checks = status["checks"]!.AsArray().Select(check => check!["problem"]).Where(problem => problem is not null);
        var told = checks.Append(status["mounts"]![1]!["problem"])
            .Concat(status["configuration"]!["mistakes"]!.AsArray().Select(mistake => mistake!["message"])).Select(text => (string)text!).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, text => Assert.Matches(@"[\u4e00-\u9fff]", text));
        Assert.All(told, text => Assert.DoesNotMatch("[a-z] (is|are|has|cannot) ", text));
    }

    [Fact]
    public async Task Status_ThrottledSignIns_AreCounted()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Users:0:Admin", "true"),
            ("SignIn:FailuresPerAddress", "1"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        using var guesser = gateway.CreateClient(GatewayHost.User, "wrong");
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        foreach (var expected in new[] { HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests })
        {
            using var response = await guesser.GetAsync("/dav/", TestContext.Current.CancellationToken);
            Assert.Equal(expected, response.StatusCode);
        }

        Assert.Equal(2, (int)(await GetAsync(gateway.Client))["refusals"]!["sign-in"]!);
    }

    private static async Task<JsonNode> GetAsync(HttpClient admin) =>
        JsonNode.Parse(await admin.GetStringAsync("/api/v1/status", TestContext.Current.CancellationToken))!;
}
