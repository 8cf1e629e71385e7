using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.RequestLimits;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets.RequestLimits;

public sealed class RequestLimitTests
{
    private const string Tree = "a.mkv:1:1694101621:https://vip.123pan.cn/13/1";

    [Fact]
    public async Task Requests_MoreThanAUserMaySend_Are429WithATimeToWait()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            using var good = await gateway.SendAsync("GET", "/dav/a.mkv");
            Assert.Equal(HttpStatusCode.Found, good.StatusCode);
        }

        using var refused = await gateway.SendAsync("GET", "/dav/a.mkv");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Null(refused.Headers.Location);
        Assert.Contains("<D:error", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var head = await gateway.SendAsync("HEAD", "/dav/a.mkv");
        Assert.Equal(HttpStatusCode.TooManyRequests, head.StatusCode);
    }

    [Fact]
    public async Task Requests_OfAnotherUser_HaveALimitOfTheirOwn()
    {
        await using var gateway = await StartAsync();
        await SpendAsync(gateway);
        using var anna = gateway.CreateClient("anna", "long password");
        for (var i = 0; i < 5; i++)
        {
            using var good = await anna.GetAsync("/dav/a.mkv");
            Assert.Equal(HttpStatusCode.Found, good.StatusCode);
        }

        using var refused = await anna.GetAsync("/dav/a.mkv");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Requests_ForOptionsAndHealth_AreNotLimited()
    {
        await using var gateway = await StartAsync();
        await SpendAsync(gateway);
        using var options = await gateway.SendAsync("OPTIONS", "/dav/");
        using var health = await gateway.SendAsync("GET", "/healthz/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (options.StatusCode, health.StatusCode));
    }

    [Fact]
    public async Task Requests_AfterAReload_KeepTheirSpentBucketUnlessTheLimitChanged()
    {
        await using var gateway = await StartAsync();
        await SpendAsync(gateway);
        await gateway.Services.GetRequiredService<SnapshotReloadService>().ReloadAsync();
        using var refused = await gateway.SendAsync("GET", "/dav/a.mkv");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        gateway.Services.GetRequiredService<IConfiguration>()["Pan123Dav:Budgets:PerUser:RequestsPerMinute"] = "4";
        await gateway.Services.GetRequiredService<SnapshotReloadService>().ReloadAsync();
        using var good = await gateway.SendAsync("GET", "/dav/a.mkv");
        Assert.Equal(HttpStatusCode.Found, good.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1200)]
    [InlineData(250_000)]
    [InlineData(int.MaxValue)]
    public void TryAcquire_OfAnyLimit_GivesOutAtLeastTheFirst(int perMinute)
    {
        var limit = new RequestLimit(perMinute);
        Assert.True(limit.TryAcquire(out var wait));
        Assert.Equal(TimeSpan.Zero, wait);
    }

    [Fact]
    public async Task TryAcquire_EmptyBucket_FillsWithTime()
    {
        var limit = new RequestLimit(600);
        var watch = Stopwatch.StartNew();
        TimeSpan wait;

        // The refusal that ends this is the one looked at: by the next try a request may have come back.
        while (limit.TryAcquire(out wait))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "The bucket never empties.");
        }

        Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => limit.TryAcquire(out _), "there is a request again");
    }

    [Fact]
    public void TryAcquire_CountsWhatOtherGatewaysTell_UnlessTheyCouldNotForSoLongThatItIsRefilled()
    {
        var (hub, time) = (new GatewayEventHub(), new FakeTimeProvider());
        var (first, second) = (Join(), Join());
        Assert.Equal(8, Acquire(first, 8));
        hub.Exchange();
        Assert.InRange(Acquire(second, 10), 2, 3);

        // As while Redis is away.
        Assert.Equal(8, Acquire(first, 8, "berta"));
        time.Advance(TimeSpan.FromMinutes(1));
        hub.Exchange();
        Assert.Equal(10, Acquire(second, 10, "berta"));

        UserRequestLimits Join() => new(
            new FixedOptions<BudgetOptions>(new BudgetOptions { PerUser = new UserBudgetOptions { RequestsPerMinute = 10 } }),
            new GatewayMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()),
            time,
            hub.Join());

        static int Acquire(UserRequestLimits limits, int times, string user = "anna") =>
            Enumerable.Range(0, times).Count(_ => limits.TryAcquire(user, isFreeRead: false, out var _));
    }

    private static Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(Tree,
        ("Budgets:PerUser:RequestsPerMinute", "3"), ("Users:1:Name", "anna"), ("Users:1:Password", "long password"), ("Users:1:Budget:RequestsPerMinute", "5"));

    private static async Task SpendAsync(GatewayHost gateway)
    {
        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.SendAsync("GET", "/dav/a.mkv");
            Assert.Equal(i < 3 ? HttpStatusCode.Found : HttpStatusCode.TooManyRequests, response.StatusCode);
        }
    }
}
