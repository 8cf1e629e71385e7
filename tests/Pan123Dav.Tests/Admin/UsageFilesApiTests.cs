using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class UsageFilesApiTests
{
    [Fact]
    public async Task Files_OfSomeDays_AreSummedAndTheMostExpensiveComesFirst()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "small.mkv:100::https://h/s\nlarge.mkv:5000::https://h/l\n<b>.mkv:300::https://h/b\n", ("Users:0:Admin", "true"));
        foreach (var name in new[] { "small.mkv", "large.mkv", "%3Cb%3E.mkv" })
        {
            await gateway.Client.GetAsync("/dav/" + name);
        }

        gateway.Time.Advance(TimeSpan.FromDays(1));
        await gateway.Client.GetAsync("/dav/small.mkv");

        Assert.Equal([("/large.mkv", 1, 5000), ("/<b>.mkv", 1, 300), ("/small.mkv", 2, 200)], await ReadAsync(gateway, ""));
        Assert.Equal([("/small.mkv", 1, 100)], await ReadAsync(gateway, "?from=2026-11-02"));
        Assert.Empty(await ReadAsync(gateway, "?to=2026-10-01"));
        using var mistake = await gateway.Client.GetAsync("/api/v1/usage/files?from=x");
        Assert.Equal(HttpStatusCode.BadRequest, mistake.StatusCode);
    }

    private static async Task<IEnumerable<(string, long, long)>> ReadAsync(GatewayHost gateway, string query) =>
        JsonNode.Parse(await gateway.Client.GetStringAsync("/api/v1/usage/files" + query))!["files"]!.AsArray()
            .Select(file => ((string)file!["path"]!, (long)file["links"]!, (long)file["bytes"]!));
}
