using System.Net;
using Microsoft.Data.Sqlite;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

public sealed class RemoteMountTests : IDisposable
{
    private static readonly (string, string?)[] BesideATree =
    [
        ("Mounts:1:Path", "/tree/cloud"), ("Mounts:1:Type", "OpenPlatform"), ("Mounts:1:ClientId", "client"), ("Mounts:1:ClientSecret", FakeAccount.Secret),
    ];

    private readonly FakeAccount _account = new();

    public void Dispose() => _account.Dispose();

    [Fact]
    public async Task PropFind_Depth1_ShowsOneFolderAndCostsOneCall()
    {
        await using var gateway = await _account.StartAsync();

        var listed = await gateway.ListAsync("/dav/");

        Assert.Equal(["/dav/", "/dav/films/", "/dav/top.bin"], listed.Select(response => response.Href));
        Assert.Equal(("300000", $"\"{FakeAccount.Md5}\"", "Mon, 01 Jan 2024 00:00:00 GMT"),
            (listed[2]["getcontentlength"], listed[2]["getetag"], listed[2]["getlastmodified"]));
        Assert.Single(_account.Calls, call => call.StartsWith("/api/v2/file/list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_File_LeadsToALinkSignedByUsAndHeadHasTheDigest()
    {
        await using var gateway = await _account.StartAsync();
        using var get = await gateway.SendAsync("GET", "/dav/top.bin");
        using var head = await gateway.SendAsync("HEAD", "/dav/top.bin");
        using var same = await gateway.SendAsync("GET", "/dav/top.bin", ("If-None-Match", $"\"{FakeAccount.Md5}\""));

        Assert.Equal(HttpStatusCode.Redirect, get.StatusCode);
        Assert.Matches("^https://vip.example/13/a.bin\\?auth_key=[0-9]+-[0-9a-f]{32}-13-[0-9a-f]{32}$", get.Headers.Location!.OriginalString);
        Assert.Equal($"\"{FakeAccount.Md5}\"", head.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory]
    [InlineData("/dav/", "infinity")]
    [InlineData("/dav/", null)]
    [InlineData("/dav/tree/cloud/", "infinity")]
    [InlineData("/dav/tree/", null)]
    public async Task PropFind_InfiniteDepthThatReachesThere_IsRefusedBeforeAnythingIsAsked(string path, string? depth)
    {
        await using var gateway = await _account.StartAsync(GatewayHost.Settings("tree:\n  a.mkv:1:2:https://h/a\nb.mkv:1:2:https://h/b\n", BesideATree));

        using var response = await gateway.PropFindAsync(path, depth);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("propfind-finite-depth", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(_account.Calls, call => call.Contains("file/list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PropFind_InfiniteDepthBesideIt_IsAnswered()
    {
        var settings = GatewayHost.Settings("tree:\n  a.mkv:1:2:https://h/a\nplain:\n  b.mkv:1:2:https://h/b\n", BesideATree);
        await using var gateway = await _account.StartAsync(settings);

        Assert.Equal(["/dav/plain/", "/dav/plain/b.mkv"], (await gateway.ListAsync("/dav/plain/", null)).Select(response => response.Href));
        Assert.Contains("/dav/tree/cloud/", (await gateway.ListAsync("/dav/tree/")).Select(response => response.Href));
    }

    [Fact]
    public async Task Start_123Absent_ServesTheRestAndTellsDegraded()
    {
        _account.Instead = _ => throw new HttpRequestException("no route");
        await using var gateway = await _account.StartAsync(GatewayHost.Settings("b.mkv:1:2:https://h/b\n", BesideATree));

        using (var cloud = await gateway.PropFindAsync("/dav/tree/cloud/"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, cloud.StatusCode);
        }

        Assert.Equal(["/dav/", "/dav/b.mkv", "/dav/tree/"], (await gateway.ListAsync("/dav/")).Select(response => response.Href));
        using var ready = await gateway.Stranger.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "Degraded"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task PropFind_WrongSecret_Is503WithoutALoopAndMendedByAReload()
    {
        _account.Instead = path =>
            path.EndsWith("access_token", StringComparison.Ordinal) ? FakeAccount.Json("""{"code":1,"message":"client_secret is wrong"}""") : null;
        var gateway = await _account.StartAsync();
        await using (gateway)
        {
            for (var times = 0; times < 5; times++)
            {
                using var response = await gateway.PropFindAsync("/dav/");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            }

            Assert.Single(_account.Calls);
            _account.Instead = _ => null;
            await gateway.ReloadAsync(("Pan123Dav:Mounts:0:ClientSecret", "right-secret-4711"));
            Assert.Equal(3, (await gateway.ListAsync("/dav/")).Count);
            using var ready = await gateway.Stranger.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
            Assert.Equal("Healthy", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(gateway.LogText.Split('\n'), line => line.Contains("cannot sign in", StringComparison.Ordinal));
        Assert.Contains("ClientSecret", gateway.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TrafficUsedUp_Is429WithABodyThatSaysSo()
    {
        _account.Instead = path => path.Contains("direct-link", StringComparison.Ordinal) ? FakeAccount.Json("""{"code":5113,"message":"流量超限"}""") : null;
        await using var gateway = await _account.StartAsync();

        using var response = await gateway.SendAsync("GET", "/dav/top.bin");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Contains("used up", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>sorry</html>", HttpStatusCode.BadGateway)]
    [InlineData("""{"code":0,"data":{"lastFileId":-1,"fileList":[{"fileId":"x"}]}}""", HttpStatusCode.BadGateway)]
    [InlineData("""{"code":429,"message":"slow"}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData("""{"code":77,"message":"what"}""", HttpStatusCode.ServiceUnavailable)]
    public async Task PropFind_StrangeAnswersOf123_AreNever500(string body, HttpStatusCode status)
    {
        _account.Instead = path => path.Contains("file/list", StringComparison.Ordinal) ? FakeAccount.Json(body) : null;
        await using var gateway = await _account.StartAsync();

        using var response = await gateway.PropFindAsync("/dav/");

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("<D:error", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterARestart_AsksForNoOtherTokenAndKeepsItFromOthers()
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        try
        {
            for (var start = 0; start < 2; start++)
            {
                await using var gateway = await _account.StartAsync(FakeAccount.Settings("/", ("DataDirectory", data.FullName)));
                await gateway.ListAsync("/dav/");
            }

            Assert.Single(_account.Calls, call => call == "/api/v1/access_token");
            var files = data.GetFiles("pan123dav.db*");
            Assert.NotEmpty(files);
            Assert.All(files, file => Assert.True(OperatingSystem.IsWindows() || file.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
            await using var database = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "pan123dav.db")};Pooling=False");
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "SELECT key || ' ' || value FROM tokens";
            var row = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            Assert.EndsWith(FakeAccount.Token, row, StringComparison.Ordinal);
            Assert.DoesNotContain(FakeAccount.Secret, row, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(GatewayHost.PrivateKey, HttpStatusCode.OK, 1)]
    [InlineData("another-key-0000", HttpStatusCode.BadGateway, 2)]
    public async Task Get_ByProxy_FetchesFromBaseUrlsHostAndResolvesAnewWhatIsRefused(string privateKey, HttpStatusCode status, int resolved)
    {
        await using var origin = await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                PrivateKey = privateKey,
                Uid = 13,
                Files = new Dictionary<string, EmulatorFile> { ["/13/a.bin"] = new(DeliveryFixture.Content, DeliveryFixture.Modified) },
                Switches = new EmulatorSwitches { AcceptExpired = true },
            },
            0,
            TestContext.Current.CancellationToken);
        _account.LinkHost = origin.Address.AbsoluteUri.TrimEnd('/');
        await using var gateway = await _account.StartAsync(
            FakeAccount.Settings("/", ("Mounts:0:Delivery", "Proxy"), ("Mounts:0:BaseUrl", "http://127.0.0.1:9")));

        using var response = await gateway.SendAsync("GET", "/dav/top.bin");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(resolved, _account.Calls.Count(call => call.Contains("direct-link/url", StringComparison.Ordinal)));
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(DeliveryFixture.Bytes, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task AnyRequest_LogsNeitherSecretNorToken()
    {
        var gateway = await _account.StartAsync();
        await using (gateway)
        {
            using var get = await gateway.SendAsync("GET", "/dav/top.bin");
            _account.Instead = _ => FakeAccount.Json($$"""{"code":77,"message":"your token {{FakeAccount.Token}} of {{FakeAccount.Secret}} is odd"}""");
            using var list = await gateway.PropFindAsync("/dav/films/");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
        }

        Assert.DoesNotContain(FakeAccount.Secret, gateway.LogText, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeAccount.Token, gateway.LogText, StringComparison.Ordinal);
    }
}
