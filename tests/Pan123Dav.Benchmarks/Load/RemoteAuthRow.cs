using System.Net.Http.Headers;
using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>123's CDN asks about one link, over and over: a good one, and what is refused at each step.</summary>
internal static class RemoteAuthRow
{
    // 20,000 a second on one core.
    private const double MaxMicroseconds = 50;

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        using var bare = await run.StartBareAsync(BareProgram.RemoteAuth);
        using var gateway = await run.StartGatewayAsync(
            run.Tree(TreeGenerator.Small), new Dictionary<string, string> { ["Pan123Dav__RemoteAuthentication__Enabled"] = "true" });
        var link = await GetLinkAsync(gateway);
        await UseAsync(gateway, link, "198.51.100.7", "198.51.100.8");

        var good = Ask(link, "198.51.100.7");
        var slowest = 0.0;
        foreach (var (name, request) in new (string, LoadRequest)[]
        {
            ("a good link", good),
            ("a third address", Ask(link, "198.51.100.9") with { IsRefused = true }),
            ("a wrong ticket", Ask(link[..^4] + "AAAA", "198.51.100.7") with { IsRefused = true }),
            ("a forged signature", Ask(Forge(link), "198.51.100.7") with { IsRefused = true }),
            ("nonsense", LoadRequest.Get("/remote-auth?" + string.Concat(Enumerable.Repeat("x=%2F&", 40))) with { IsAnonymous = true, IsRefused = true }),
        })
        {
            var comparison = await Comparison.RunAsync(run, gateway, request, bare, good);
            slowest = Math.Max(slowest, comparison.Ours);
            yield return Row.Of($"/remote-auth, {name}", 1.3, comparison.Ratio, "", comparison.Note);
        }

        yield return Row.Of("the slowest of these", MaxMicroseconds, slowest, " µs", $"{1e6 / slowest:N0} a second of one core", 1);
    }

    private static LoadRequest Ask(string link, string visitor) =>
        LoadRequest.Get($"/remote-auth?remote_addr={visitor}&request_uri={link}") with { IsAnonymous = true };

    // Another digit where the hash begins.
    private static string Forge(string link)
    {
        var hash = link.LastIndexOf("&pd=", StringComparison.Ordinal) - 32;
        return string.Concat(link.AsSpan(0, hash), link[hash] == '0' ? "1" : "0", link.AsSpan(hash + 1));
    }

    private static async Task UseAsync(ServerProcess gateway, string link, params string[] visitors)
    {
        using var connection = new LoadConnection(gateway.Port);
        foreach (var visitor in visitors)
        {
            await connection.SendAsync(Ask(link, visitor).ToBytes(gateway.Port));
            if (await connection.ReadResponseAsync() is var status and not 200)
            {
                throw new InvalidOperationException($"A good link is answered {status}.");
            }
        }
    }

    private static async Task<string> GetLinkAsync(ServerProcess gateway)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(LoadRequest.Authorization);
        using var response = await client.GetAsync(new Uri(gateway.Address, TreeGenerator.DeepFile));
        return response.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException($"No link: {response.StatusCode}.");
    }
}
