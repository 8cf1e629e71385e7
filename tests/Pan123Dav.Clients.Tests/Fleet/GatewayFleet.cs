using System.Globalization;
using System.Text;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Three gateways with one Redis and one tree of equal files.</summary>
internal sealed class GatewayFleet : IAsyncDisposable
{
    /// <summary>How many gateways there are.</summary>
    public const int Count = 3;

    /// <summary>How long each file is.</summary>
    public const long FileSize = 1000;

    /// <summary>How many requests are under way at once.</summary>
    public const int Width = 12;

    private const int Files = 200;

    private readonly TemporaryFolder _folder = new();
    private int _askedAgain;

    private GatewayFleet(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public List<SharedGateway> Gateways { get; } = [];

    /// <param name="settings">Of section <c>Pan123Dav</c>.</param>
    public static async Task<GatewayFleet> StartAsync(params (string Key, object Value)[] settings)
    {
        var fleet = new GatewayFleet(await RedisServer.StartAsync());
        try
        {
            fleet.Gateways.AddRange(await Task.WhenAll(Enumerable.Range(0, Count).Select(index => fleet.StartOneAsync(index, settings))));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>The path of a file.</summary>
    public static string File(int index) => string.Create(CultureInfo.InvariantCulture, $"/f{index}.mkv");

    /// <summary>How many times a gateway had no answer of Redis and was asked again: what is counted then may have no link yet.</summary>
    public int AskedAgain => _askedAgain;

    /// <summary>Asks gateways in turn for files of their own, many at once. Returns how many links there were.</summary>
    /// <param name="first">The first file's number.</param>
    /// <param name="count">How many files.</param>
    /// <param name="width">How many requests are under way at once.</param>
    /// <param name="gateways">Which are asked; null for all.</param>
    public async Task<int> SpendAsync(int first, int count, int width = Width, IReadOnlyList<SharedGateway>? gateways = null)
    {
        var links = 0;
        var asked = gateways ?? Gateways;
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = width }, async (index, _) =>
        {
            // On a machine that has no time Redis is now and then away for a moment.
            var status = 0;
            await Eventually.HoldsAsync(async () =>
            {
                status = await TryAsync(asked[index % asked.Count], index);
                if (status == 503)
                {
                    Interlocked.Increment(ref _askedAgain);
                }

                return status != 503;
            });
            if (status == 302)
            {
                Interlocked.Increment(ref links);
            }
        });
        return links;
    }

    /// <summary>Waits until every gateway tells the same usage, and this.</summary>
    public Task UsageBecomesAsync(long links, long bytes) => Eventually.HoldsAsync(async () =>
    {
        foreach (var gateway in Gateways)
        {
            if (await gateway.GetUsageAsync() is var usage && (usage.Links, usage.Bytes) != (links, bytes))
            {
                return false;
            }
        }

        return true;
    }, string.Create(CultureInfo.InvariantCulture, $"every gateway tells of {links} links and {bytes} bytes"));

    /// <summary>
    /// Waits until every gateway has counted this in its own memory, of a budget of bytes: usage is what Redis tells, and a gateway that takes nothing hears
    /// of it half a second later.
    /// </summary>
    public Task CountBecomesKnownAsync(long bytes) => Eventually.HoldsAsync(async () =>
    {
        foreach (var gateway in Gateways)
        {
            if (await gateway.GetSpentAsync() != bytes)
            {
                return false;
            }
        }

        return true;
    }, string.Create(CultureInfo.InvariantCulture, $"every gateway knows of {bytes} bytes"));

    /// <summary>Waits until every gateway's readiness is this.</summary>
    public Task ReadinessBecomesAsync(string readiness) => Eventually.HoldsAsync(async () =>
    {
        foreach (var gateway in Gateways)
        {
            if (await gateway.GetReadinessAsync() != readiness)
            {
                return false;
            }
        }

        return true;
    }, readiness);

    public async ValueTask DisposeAsync()
    {
        // A gateway whose log is not as it should be says so when it is disposed of: all others end nevertheless.
        var ended = Task.WhenAll(Gateways.Select(async gateway => await gateway.DisposeAsync()));
        try
        {
            await ended;
        }
        finally
        {
            await Redis.DisposeAsync();
            _folder.Dispose();
        }
    }

    // 0 when the gateway was killed before it answered.
    private static async Task<int> TryAsync(SharedGateway gateway, int index)
    {
        try
        {
            using var response = await gateway.GetOnceAsync(File(index));
            return (int)response.StatusCode;
        }
        catch (HttpRequestException) when (gateway.IsKilled)
        {
            return 0;
        }
    }

    private Task<SharedGateway> StartOneAsync(int index, (string Key, object Value)[] settings)
    {
        var tree = new StringBuilder();
        for (var i = 0; i < Files; i++)
        {
            tree.Append(CultureInfo.InvariantCulture, $"f{i}.mkv:{FileSize}:http://127.0.0.1:9/13/f{i}.mkv\n");
        }

        var all = new Dictionary<string, object>
        {
            ["Mounts"] = new[] { new { OriginUrls = tree.ToString(), SharedGateway.PrivateKey, Uid = 13 } },
            ["Users"] = new[] { new { Name = SharedGateway.User, SharedGateway.Password, Admin = true } },
            ["Probe"] = new { Enabled = false },
            ["Shared"] = new { Redis = Redis.Address },
        };
        foreach (var (key, value) in settings)
        {
            all[key] = key == "Shared" ? new { Redis = Redis.Address, WhenUnavailable = value } : value;
        }

        return SharedGateway.StartAsync(_folder[index.ToString(CultureInfo.InvariantCulture)], all);
    }
}
