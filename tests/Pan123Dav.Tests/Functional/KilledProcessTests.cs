using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>The built program, killed without a chance to tidy up.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const string Password = "a-long-enough-word";

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kill_AfterASecond_TheBudgetGoesOnWhereItWas()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), $$"""
            { "Urls": "http://127.0.0.1:0", "Pan123Dav": {
                "Mounts": [{ "OriginUrls": "a.mkv:100::https://h.example/a\nb.mkv:100::https://h.example/b\nc.mkv:100::https://h.example/c\n",
                  "PrivateKey": "some-key-of-123", "Uid": 13 }],
                "Users": [{ "Name": "me", "Password": "{{Password}}", "Admin": true }],
                "Budgets": { "DailyLinks": 2 } } }
            """, TestContext.Current.CancellationToken);

        using (var first = await ServingProcess.StartAsync(_folder, "me", Password))
        {
            Assert.Equal(HttpStatusCode.Redirect, await GetAsync(first.Client, "a.mkv"));
            await Eventually.HoldsAsync(() => Written() is [{ Usage: { Links: 1, Bytes: 100 } }], "the link is written");
            first.Kill();
        }

        using var second = await ServingProcess.StartAsync(_folder, "me", Password);
        Assert.Matches(@"\n\S+ +1 +100 +0  me\n", (await RealProcess.RunAsync(_folder, null, "usage")).Output);
        var usage = JsonNode.Parse(await second.Client.GetStringAsync("/api/v1/usage"))!["usage"]!;
        Assert.Equal("""[{"user":"me","links":1,"bytes":100,"refused":0,"requests":0,"requestsRefused":0}]""", WithoutDays(usage));
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync(second.Client, "b.mkv"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GetAsync(second.Client, "c.mkv"));
        second.Kill();
    }

    private List<UsageRow> Written()
    {
        using var connection = GatewayDatabase.OpenExisting(Path.Combine(_folder, "data"));
        return connection is not null && UsageTable.Exists(connection) ? UsageTable.Read(connection, DateOnly.MinValue, DateOnly.MaxValue) : [];
    }

    // Midnight may pass while this runs.
    private static string WithoutDays(JsonNode usage)
    {
        var entry = Assert.Single(usage.AsArray())!.AsObject();
        entry.Remove("day");
        return usage.ToJsonString();
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string file)
    {
        using var response = await client.GetAsync($"/dav/{file}", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
