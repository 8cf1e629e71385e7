using System.Net.Http.Headers;
using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>123's CDN asks about one link, over and over.</summary>
internal static class RemoteAuthRow
{
    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        using var bare = await run.StartBareAsync(BareProgram.RemoteAuth);
        using var gateway = await run.StartGatewayAsync(
            run.Tree(TreeGenerator.Small), new Dictionary<string, string> { ["Pan123Dav__RemoteAuthentication__Enabled"] = "true" });
        var link = await GetLinkAsync(gateway);

        var granted = await Comparison.RunAsync(run, gateway, LoadRequest.Get($"/remote-auth?remote_addr=198.51.100.7&request_uri={link}"), bare);
        yield return Row.Of("/remote-auth, a good link", 1.3, granted.Ratio, "", granted.Note);
    }

    private static async Task<string> GetLinkAsync(ServerProcess gateway)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(LoadRequest.Authorization);
        using var response = await client.GetAsync(new Uri(gateway.Address, TreeGenerator.DeepFile));
        return response.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException($"No link: {response.StatusCode}.");
    }
}
