using System.Net;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

/// <summary>What is sent for a request against what it is charged, through HTTP.</summary>
public sealed class PaidBytesTests : IAsyncLifetime
{
    private const string Range = "Range";
    private const string Modified = "Thu, 29 Feb 2024 12:34:56 GMT";

    // The same bytes under each delivery, of known and of unknown size.
    private const string Tree = """
        known.bin:300000:1709210096:{origin}/13/a.bin
        unknown.bin:{origin}/13/a.bin
        empty.bin:0:1709210096:{origin}/13/a.bin
        """;

    private static readonly Gen<string> Specifier = Gen.OneOf(
        Gen.Select(Gen.Long[0, 400_000], Gen.Long[0, 400_000], (first, last) => $"{first}-{last}"),
        Gen.Select(Gen.Long[0, 400_000], first => $"{first}-"),
        Gen.Select(Gen.Long[0, 400_000], last => $"-{last}"),
        GetAny("0-0", "-0", "-1", "299999-", "300000-", "99999999999-", "99999999999999999999-", "0-99999999999999999999", "x", "", "5"));

    private static readonly Gen<string> RangeHeader = Gen.OneOf(
        Gen.Const(""), Specifier.Select(one => "bytes=" + one),
        Specifier.Array[2, 4].Select(several => "bytes=" + string.Join(',', several)), GetAny("lines=0-1", "bytes"));

    private static readonly Gen<string> IfRange = GetAny("", "", "{tag}", "W/{tag}", "\"x\"", Modified, "Sat, 01 Jan 2000 00:00:00 GMT", "garbage");

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Get_AnyRangeAndIfRange_SendsNoMoreThanIsCharged()
    {
        var tags = new Dictionary<string, string>();
        foreach (var name in new[] { "known.bin", "unknown.bin" })
        {
            using var head = await _fixture.Gateway.SendAsync("HEAD", "/dav/" + name);
            tags[name] = head.Headers.ETag!.ToString();
        }

        var address = 0;
        _fixture.Origin.Switches = new EmulatorSwitches { AuthenticationOff = true };
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        await Gen.Select(RangeHeader, IfRange, GetAny("known.bin", "unknown.bin"), GetAny("proxy", "redirect", "download-proxy")).SampleAsync(
            async (range, ifRange, name, delivery) =>
            {
                // Elsewhere several ranges may be answered with all of the file, by a link that cost what they ask for.
                range = delivery == "proxy" ? range : range.Split(',')[0];

                // Each from an address of its own, as a link is paid once for one.
                var from = new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(0x0a000000 + Interlocked.Increment(ref address)))).ToString();
                (string, string)[] headers =
                [
                    ("User-Agent", delivery), ("X-Forwarded-For", from), .. range.Length > 0 ? new[] { (Range, range) } : [],
                    .. ifRange.Length > 0 ? new[] { ("If-Range", ifRange.Replace("{tag}", tags[name], StringComparison.Ordinal)) } : [],
                ];
                var before = Spent(_fixture);
                using var response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name, headers);
                Assert.Equal(delivery, response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
                var sent = (await response.Content.ReadAsByteArrayAsync()).LongLength;
                if (delivery != "proxy" && response.StatusCode == HttpStatusCode.Found)
                {
                    sent = await FollowAsync(client, IfRangeHolds(ifRange, name) ? range : "");
                }

                // A link costs a byte, also where none came of it.
                await Eventually.HoldsAsync(
                    () => Spent(_fixture).Bytes - before.Bytes is var charged && charged >= sent && (delivery != "proxy" || charged <= Math.Max(1, sent)));
                if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && name == "known.bin")
                {
                    Assert.Equal(before, Spent(_fixture));
                    Assert.Equal("bytes */300000", response.Content.Headers.ContentRange!.ToString());
                    Assert.Null(response.Headers.Location);
                }
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("proxy")]
    [InlineData("redirect")]
    [InlineData("download-proxy")]
    public async Task Get_RangeWithoutAByteOfTheFile_Is416ForNothing(string delivery)
    {
        foreach (var (name, range, size) in new[]
        {
            ("known.bin", "bytes=99999999999-", 300000), ("known.bin", "bytes=-0", 300000),
            ("known.bin", "bytes=300000-,-0", 300000), ("empty.bin", "bytes=0-", 0),
        })
        {
            using var response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name, ("User-Agent", delivery), (Range, range));

            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
            Assert.Equal($"bytes */{size}", response.Content.Headers.ContentRange!.ToString());
            Assert.Equal("no-cache, private", string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").Order()));
            Assert.Equal(delivery, response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
            Assert.Null(response.Headers.Location);
            Assert.NotNull(response.Headers.ETag);
            using var head = await _fixture.Gateway.SendAsync("HEAD", "/dav/" + name, ("User-Agent", delivery), (Range, range));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        Assert.Equal(default, Spent(_fixture));
        Assert.Equal(0, _fixture.Origin.Requests.Total);
    }

    [Theory]
    [InlineData("proxy", "Budgets:DailyBytes")]
    [InlineData("redirect", "Budgets:DailyBytes")]
    [InlineData("download-proxy", "Budgets:DailyBytes")]
    [InlineData("redirect", "Budgets:PerUser:DailyBytes")]
    public async Task Get_BudgetOfNoBytes_HandsOutNothing(string delivery, string key)
    {
        await using var fixture = await StartAsync((key, "0"), ("Budgets:UnknownSizeBytes", "0"));
        foreach (var name in new[] { "known.bin", "unknown.bin", "empty.bin" })
        {
            foreach (var range in new[] { "", "bytes=0-0", "bytes=-0", "bytes=99999999999-" })
            {
                using var response = await fixture.Gateway.SendAsync("GET", "/dav/" + name,
                    ("User-Agent", delivery), range.Length > 0 ? (Range, range) : ("X-None", ""));

                Assert.Contains(response.StatusCode, new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.RequestedRangeNotSatisfiable });
                Assert.Null(response.Headers.Location);
            }
        }

        Assert.Equal((0, 0L), ((int)Spent(fixture).Links, Spent(fixture).Bytes));
        Assert.Equal(0, fixture.Origin.Requests.Total);
    }

    [Theory]
    [InlineData("bytes=0-0,2-2", "")]
    [InlineData("bytes=0-0", "\"x\"")]
    [InlineData("bytes=0-0", "Sat, 01 Jan 2000 00:00:00 GMT")]
    public async Task Get_RangeThatGivesTheWholeFile_IsChargedWhole(string range, string ifRange)
    {
        foreach (var name in new[] { "known.bin", "unknown.bin" })
        {
            var before = Spent(_fixture).Bytes;
            using var response = await _fixture.Gateway.SendAsync(
                "GET", "/dav/" + name, ("User-Agent", "proxy"), (Range, range), ifRange.Length > 0 ? ("If-Range", ifRange) : ("X-None", ""));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(300000, (await response.Content.ReadAsByteArrayAsync()).Length);
            await Eventually.HoldsAsync(() => Spent(_fixture).Bytes - before == 300000);
        }
    }

    [Theory]
    [InlineData("known.bin", "", 300000)]
    [InlineData("unknown.bin", "", 300000)]
    [InlineData("known.bin", "bytes=0-999", 1000)]
    public async Task Get_ProxiedAgainAndAgain_IsPaidForEachTime(string name, string range, long bytes)
    {
        for (var i = 1; i <= 4; i++)
        {
            using var response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name,
                ("User-Agent", "proxy"), range.Length > 0 ? (Range, range) : ("X-None", ""));
            await response.Content.CopyToAsync(Stream.Null);
            await Eventually.HoldsAsync(() => Spent(_fixture) == new UsageTotals(1, bytes * i, 0));
        }
    }

    [Fact]
    public async Task Get_ProxiedAndBrokenOff_CostsWhatWasPassedOn()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { StallAfter = 5000 });
        using (var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("User-Agent", "proxy")))
        {
            var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[5000]);
            Assert.Equal(300000, Spent(_fixture).Bytes);
        }

        await Eventually.HoldsAsync(() => Spent(_fixture) == new UsageTotals(1, 5000, 0));
    }

    [Fact]
    public async Task Get_HostIgnoresTheRange_IsChargedWhatItSends()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { IgnoreRange = true });
        foreach (var name in new[] { "known.bin", "unknown.bin" })
        {
            var before = Spent(_fixture).Bytes;
            using var response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name, ("User-Agent", "proxy"), (Range, "bytes=0-0"));
            var sent = (await response.Content.ReadAsByteArrayAsync()).Length;

            Assert.Equal(300000, sent);
            await Eventually.HoldsAsync(() => Spent(_fixture).Bytes - before == sent);
        }
    }

    [Fact]
    public async Task Get_UnknownSizesNearTheLimit_OvershootByOneFileAtMost()
    {
        await using var fixture = await StartAsync(("Budgets:DailyBytes", "400000"), ("Budgets:UnknownSizeBytes", "1"), ("Delivery:MaxStreamsPerUser", "100"));

        var sent = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var response = await fixture.Gateway.SendAsync("GET", "/dav/unknown.bin", ("User-Agent", "proxy"));
            return response.StatusCode == HttpStatusCode.OK ? (await response.Content.ReadAsByteArrayAsync()).LongLength : 0;
        }));

        Assert.InRange(sent.Sum(), 300_000, 600_000);

        // The first one's link costs a byte, also where the rest of its file was refused.
        await Eventually.HoldsAsync(() => Spent(fixture).Bytes - sent.Sum() is 0 or 1);
    }

    private static Gen<string> GetAny(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static UsageTotals Spent(DeliveryFixture fixture) =>
        fixture.Gateway.Services.GetRequiredService<UsageLedger>().At(fixture.Gateway.Time.GetUtcNow()).Gateway.Value;

    private static bool IfRangeHolds(string ifRange, string name) => ifRange is "" or "{tag}" || (ifRange == Modified && name == "known.bin");

    // What the content host sends to a client whose If-Range holds there as it does here.
    private async Task<long> FollowAsync(HttpClient client, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_fixture.Origin.Address, "/13/a.bin"));
        if (range.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(Range, range);
        }

        using var response = await client.SendAsync(request);
        return response.IsSuccessStatusCode ? (await response.Content.ReadAsByteArrayAsync()).LongLength : 0;
    }

    private static Task<DeliveryFixture> StartAsync(params (string Key, string? Value)[] settings) => DeliveryFixture.StartAsync(
        Tree,
        [
            ("Probe:Enabled", "false"), ("Budgets:PerUser:RequestsPerMinute", "1000000"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"),
            ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"), ("Mounts:0:DownloadProxyToken", "some-token-of-a-proxy"),
            ("Clients:0:UserAgent", "proxy"), ("Clients:0:Delivery", "Proxy"), ("Clients:1:UserAgent", "redirect"), ("Clients:1:Delivery", "Redirect"),
            ("Clients:2:UserAgent", "download-proxy"), ("Clients:2:Delivery", "DownloadProxy"), .. settings,
        ]);
}
