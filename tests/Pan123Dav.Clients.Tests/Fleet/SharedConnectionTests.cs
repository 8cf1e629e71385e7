using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>A Redis that is there and does not do what a gateway asks of it.</summary>
public sealed partial class SharedConnectionTests : IDisposable
{
    private const string Password = "word-of-redis-77";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(",password=" + Password + ",defaultDatabase=99", "(it has no such defaultDatabase)")]
    [InlineData(",password=another-word", "(AuthenticationFailure: look at user, password and ssl in Shared:Redis)")]
    [InlineData("", "(AuthenticationFailure: look at user, password and ssl in Shared:Redis)")]
    public async Task Gateway_ThatRedisDoesNotServe_IsDegraded_AndSaysWhyOnce(string options, string reason)
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.AskAsync("CONFIG", "SET", "requirepass", Password);
        await using var gateway = await StartAsync(redis.Address + options);

        for (var i = 0; i < 3; i++)
        {
            using var response = await gateway.GetOnceAsync("/a.mkv");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
            Assert.Equal("Degraded", await gateway.GetReadinessAsync());
        }

        await Eventually.HoldsAsync(() => gateway.Log.Contains("/healthz/ready", StringComparison.Ordinal), "the last look is in the log");
        var told = Assert.Single(gateway.Log.Split('\n'), line => line.Contains("Redis", StringComparison.Ordinal));
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.DoesNotContain("word-of-redis", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("another-word", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_WhoseRedisCannotBeReached_SaysSo()
    {
        // Not a free port: another test's server may be given it.
        await using var gateway = await StartAsync("127.0.0.1:1");

        await Eventually.HoldsAsync(() => Unreachable().IsMatch(gateway.Log), "the reason is logged");
    }

    [Theory]
    [InlineData("r")]
    [InlineData("b")]
    [InlineData("l:viewer")]
    public async Task Count_ThatAnotherProgramBroke_RefusesLikeARedisThatIsAway(string field)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateway = await StartAsync(redis.Address);
        var seconds = long.Parse((await redis.AskAsync("TIME")).Split('\n')[0], CultureInfo.InvariantCulture);
        await redis.AskAsync("HSET", string.Create(CultureInfo.InvariantCulture, $"pan123dav:{{budget}}:day:{seconds / 86_400}"), field, "no number");

        using var response = await gateway.GetOnceAsync("/a.mkv");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SharedGateway> StartAsync(string redis) => SharedGateway.StartAsync(_folder["gateway"], new Dictionary<string, object>
    {
        ["Mounts"] = new[] { new { OriginUrls = "a.mkv:1000:http://127.0.0.1:9/13/a.mkv", SharedGateway.PrivateKey, Uid = 13 } },
        ["Users"] = new[] { new { Name = SharedGateway.User, SharedGateway.Password, Admin = true } },
        ["Budgets"] = new { DailyBytes = 10_000 },
        ["Probe"] = new { Enabled = false },
        ["Shared"] = new { Redis = redis },
    });

    // What the system says is lost when the library gave up that try first.
    [GeneratedRegex(@"Redis does not answer \(UnableToConnect(: ConnectionRefused)?\)")]
    private static partial Regex Unreachable();
}
