using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

public sealed class AListApiTests
{
    private static readonly string[] Targets =
    [
        "/api/fs/list", "/api/fs/get", "/api/fs/dirs", "/api/fs/search", "/api/fs/other",
        "/api/fs/link", "/api/fs/put", "/api/me", "/api/auth/login", "/api/auth/login/hash",
        "/api/auth/logout", "/api/public/settings",
    ];

    private static readonly string[] Seeds =
    [
        """{"path":"/电影","password":"","page":1,"per_page":0,"refresh":true}""",
        """{"path":"/","per_page":-9223372036854775809}""", """{"path":null,"page":null,"unknown":{"a":[1]}}""",
        """{"path":5}""", """{"path":["/"]}""", """{"path":"\ud800"}""", """{"path":"/\u0000"}""",
        """{"page":"x","per_page":1.5}""", """{"page":1e400}""", "[]", "null", "5", "\"", "{", "{\"path\"",
        "{}{}", "path=/&page=2", "path=%ff%zz&&=&", """{"username":"a","password":"b"}""",
        """{"username":["a"]}""", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}",
    ];

    [Fact]
    public async Task AnyBody_ToAnyCall_IsAnEnvelopeAndNoFailureOfOurs()
    {
        await using var host = await AListHost.StartAsync(("SignIn:FailuresPerAddress", "1000000"), ("Budgets:PerUser:RequestsPerMinute", "1000000"));
        var seed = Gen.Int[0, Seeds.Length - 1].Select(i => Encoding.UTF8.GetBytes(Seeds[i]));
        var bodies = Gen.Frequency(
            (4, seed),
            (4, Gen.Select(seed, Gen.Int[0, 80], Gen.Byte.Array[0, 4], (bytes, at, with) => (byte[])[.. bytes.Take(at), .. with, .. bytes.Skip(at + 1)])),
            (2, Gen.Byte.Array[0, 200]));
        await Gen.Select(bodies, Gen.Int[0, Targets.Length - 1], Gen.Int[0, 3]).SampleAsync(
            async (body, target, type) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, Targets[target]) { Content = new ByteArrayContent(body) };
                request.Headers.TryAddWithoutValidation("Authorization", AListHost.Token);
                if (type > 0)
                {
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue(
                        type switch { 1 => "application/json", 2 => "application/x-www-form-urlencoded", _ => "multipart/form-data" });
                }

                using var response = await host.Gateway.Stranger.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!;
                Assert.True((int)answer["code"]! is 200 or 400 or 401 or 403 or 500);
                Assert.True((int)answer["code"]! == 200 || answer["data"] is null);
            },
            iter: 400,
            threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public async Task List_InPagesOfAnySize_IsEverythingOnce(int size)
    {
        await using var host = await AListHost.StartAsync();
        var names = new List<string>();
        for (var page = 1; ; page++)
        {
            var data = await host.GetDataAsync("/api/fs/list", $$"""{"path":"/电影","page":{{page}},"per_page":{{size}}}""");
            Assert.Equal(5, (int)data["total"]!);
            if (data["content"]!.AsArray() is not { Count: > 0 } content)
            {
                break;
            }

            names.AddRange(content.Select(item => (string)item!["name"]!));
        }

        Assert.Equal(["第 1 集 #1 100%+&.mkv", "第 1 集 #1 100%+&.zh.srt", "b.ts", "b.nfo", "Season 01"], names);
    }

    [Fact]
    public async Task List_OfALargeFolder_StreamsAllOfIt()
    {
        var tree = "films:\n"
            + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  film {i:00000} 电影.mkv:{i}:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        await using var host = await AListHost.StartAsync(tree);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/list") { Content = new StringContent("""{"path":"/films"}""") };
        request.Headers.TryAddWithoutValidation("Authorization", AListHost.Token);
        using var response = await host.Gateway.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.True(response.Headers.TransferEncodingChunked);
        var data = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!["data"]!;
        Assert.Equal((10_000, 10_000), ((int)data["total"]!, data["content"]!.AsArray().Count));
        Assert.Equal(AListSign.Create(AListHost.Token, "/films/film 09999 电影.mkv"), (string)data["content"]![9_999]!["sign"]!);
    }

    [Fact]
    public async Task Walk_OfFiveThousandFoldersByFiftyWorkers_IsNotRefusedAndCostsNothing()
    {
        var tree = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"folder {i}:\n  film.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        await using var host = await AListHost.StartAsync(tree);
        await Parallel.ForEachAsync(Enumerable.Range(0, 5_000),
            new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
            Assert.Equal("film.mkv", (string)(await host.GetDataAsync("/api/fs/list", $$"""{"path":"/folder {{i}}"}"""))["content"]![0]!["name"]!));

        Assert.Equal(default, host.Gateway.Services.GetRequiredService<UsageLedger>().At(host.Gateway.Time.GetUtcNow()).Gateway.Value);
    }

    [Fact]
    public async Task Search_OfMoreThanAThousand_CountsThemAll()
    {
        var tree = "films:\n"
            + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"  Film {i:00000}.mkv:{i}:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        await using var host = await AListHost.StartAsync(tree);
        var page = await host.GetDataAsync("/api/fs/search", """{"parent":"/","keywords":"fILM 0","page":2,"per_page":1000}""");
        var all = await host.GetDataAsync("/api/fs/search?parent=/&keyword=film%200");

        Assert.Equal((1_500, 500), ((int)page["total"]!, page["content"]!.AsArray().Count));
        Assert.Equal((1_500, 1_500), ((int)all["total"]!, all["content"]!.AsArray().Count));
    }

    [Fact]
    public async Task Search_TooOften_IsCode429()
    {
        await using var host = await AListHost.StartAsync(("Budgets:PerUser:RequestsPerMinute", "2"));
        var codes = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            codes.Add((int)(await host.CallAsync("/api/fs/search", """{"keywords":"a"}"""))["code"]!);
        }

        Assert.Equal([200, 200, 429], codes);
        Assert.Equal(200, (int)(await host.CallAsync("/api/fs/list", "{}"))["code"]!);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task LargeBody_ToAnyCall_IsCode413AndTheConnectionGoesOn(int size)
    {
        await using var host = await AListHost.StartAsync();
        foreach (var target in new[] { "/api/fs/list", "/api/fs/get", "/api/auth/login" })
        {
            Assert.Equal(413, (int)(await host.CallAsync(target, "{\"path\":\"/" + new string('a', size) + "\"}"))["code"]!);
        }
    }

    [Fact]
    public async Task Login_WithThePassword_GivesATokenThatWorksEverywhere()
    {
        await using var host = await AListHost.StartAsync();
        foreach (var body in new[] { $$"""{"username":"{{GatewayHost.User}}","password":"{{GatewayHost.Password}}","otp_code":""}""" })
        {
            var token = (string)(await host.GetDataAsync("/api/auth/login", body, authorization: null))["token"]!;

            Assert.Equal(GatewayHost.User, (string)(await host.GetDataAsync("/api/me", authorization: token))["username"]!);
            Assert.Equal(GatewayHost.User, (string)(await host.GetDataAsync("/api/me", authorization: "Bearer " + token))["username"]!);
            await host.PlayAsync("/d/%E7%94%B5%E5%BD%B1/b.ts", "GET", ("Authorization", token));
            await host.PlayAsync("/dav/%E7%94%B5%E5%BD%B1/b.ts", "GET", ("Authorization", token));

            await host.Gateway.ReloadAsync(("Pan123Dav:Users:0:Password", "a changed password"));
            Assert.Equal(401, (int)(await host.CallAsync("/api/me", authorization: token))["code"]!);
        }
    }

    [Fact]
    public async Task Login_ByForm_IsTaken()
    {
        await using var host = await AListHost.StartAsync();
        var form = $"username={Uri.EscapeDataString(GatewayHost.User)}&password={Uri.EscapeDataString(GatewayHost.Password)}";
        var answer = JsonNode.Parse(await host.CallTextAsync("POST", "/api/auth/login", form, null, "application/x-www-form-urlencoded"))!;

        Assert.Equal(200, (int)answer["code"]!);
    }

    [Fact]
    public async Task Login_WrongTooOften_IsCode429WithTheThrottleOfBasic()
    {
        await using var host = await AListHost.StartAsync(("SignIn:FailuresPerAddress", "3"));
        var codes = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((int)(await host.CallAsync("/api/auth/login", $$"""{"username":"{{GatewayHost.User}}","password":"wrong{{i}}"}""", null))["code"]!);
        }

        Assert.Equal([401, 401, 401, 429], codes);
        using var basic = await host.Gateway.Client.GetAsync("/dav/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, basic.StatusCode);
        Assert.Equal(200, (int)(await host.CallAsync("/api/me"))["code"]!);
    }

    [Fact]
    public async Task Get_WithoutAPublicUrl_GivesTheAddressThatWasAskedFor()
    {
        await using var host = await AListHost.StartAsync(("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        var direct = (string)(await host.GetDataAsync("/api/fs/get", """{"path":"/电影/b.ts"}"""))["raw_url"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/fs/get?path=/%E7%94%B5%E5%BD%B1/b.ts") { Headers = { Host = "drive.example:8443" } };
        request.Headers.TryAddWithoutValidation("Authorization", AListHost.Token);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", "/my%20pan/");
        using var response = await host.Gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
        var forwarded = (string)JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!["data"]!["raw_url"]!;

        Assert.StartsWith(host.Gateway.Address + "d/%E7%94%B5%E5%BD%B1/b.ts?sign=", direct, StringComparison.Ordinal);
        Assert.StartsWith("https://drive.example:8443/my%20pan/d/%E7%94%B5%E5%BD%B1/b.ts?sign=", forwarded, StringComparison.Ordinal);
        await host.PlayAsync(direct);
    }

    [Fact]
    public async Task Library_OfAUserWithPaths_ShowsThoseOnly()
    {
        await using var host = await AListHost.StartAsync(("Users:0:Paths:0", "/music"), ("Access:0:Path", "/music"), ("Access:0:Hide:0", "hidden"));

        Assert.Equal(["music"], (await host.GetDataAsync("/api/fs/list", "{}"))["content"]!.AsArray().Select(item => (string)item!["name"]!));
        Assert.Equal(500, (int)(await host.CallAsync("/api/fs/get", """{"path":"/电影/b.ts"}"""))["code"]!);
        Assert.Equal(0, (int)(await host.GetDataAsync("/api/fs/search", """{"parent":"/","keywords":"b.ts"}"""))["total"]!);
        Assert.Equal(1, (int)(await host.GetDataAsync("/api/fs/search", """{"parent":"/","keywords":"CAFÉ"}"""))["total"]!);
    }

    [Fact]
    public async Task Link_ByAUserWhereAMountHasADownloadProxy_IsCode403AndNoFailure()
    {
        await using var host = await AListHost.StartAsync(
            ("Mounts:0:Delivery", "DownloadProxy"), ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"),
            ("Mounts:0:DownloadProxyToken", "t0ken-of-the-proxy"),
            ("SignIn:FailuresPerAddress", "2"));
        for (var i = 0; i < 4; i++)
        {
            foreach (var authorization in new[] { AListHost.Token, "Bearer " + AListHost.Token,
                GatewayHost.Basic(GatewayHost.User, GatewayHost.Password).ToString(), null })
            {
                Assert.Equal(403, (int)(await host.CallAsync("/api/fs/link", """{"path":"/电影/b.ts"}""", authorization))["code"]!);
            }
        }
    }
}
