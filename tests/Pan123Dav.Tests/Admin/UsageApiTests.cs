using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class UsageApiTests(UsageApiGateway shared) : IClassFixture<UsageApiGateway>
{
    private readonly GatewayHost _gateway = shared.Gateway;
    private readonly HttpClient _guest = shared.Guest;

    [Theory]
    [InlineData("?from=2026-11-01&to=2026-11-01", 1)]
    [InlineData("?from=2026-11-01", 1)]
    [InlineData("?to=2026-11-30", 1)]
    [InlineData("?from=&to=", 1)]
    [InlineData("?to=2026-10-31", 0)]
    [InlineData("?from=2026-11-02&to=2026-12-01", 0)]
    [InlineData("?from=0001-01-01&to=9999-12-31", 1)]
    [InlineData("?to=0001-01-05", 0)]
    public async Task Usage_Period_IsTheDaysAskedFor(string query, int rows)
    {
        Assert.Equal(rows, JsonNode.Parse(await GetAsync("/api/v1/usage" + query))!["usage"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("?from=yesterday", "from must be a date")]
    [InlineData("?to=2026-02-30", "to must be a date")]
    [InlineData("?from=2026-1-1", "from must be a date")]
    [InlineData("?from=2026-11-02&to=2026-11-01", "from must not lie behind to")]
    [InlineData("?from=2026-11-02&from=2026-11-01", "from must be a date")]
    public async Task Usage_BadDates_Are400(string query, string message)
    {
        using var response = await _gateway.Client.GetAsync("/api/v1/usage" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/usage")]
    [InlineData("/api/v1/usage?from=x")]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/openapi.json")]
    public async Task Api_ForAnotherUser_LooksLikeNothing(string path)
    {
        using var response = await _guest.GetAsync(path);
        using var nothing = await _guest.GetAsync("/api/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(await nothing.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
        Assert.Equal(Headers(nothing), Headers(response));
        using var stranger = await _gateway.Stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal("application/problem+json", stranger.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryAddressOfTheApi()
    {
        var document = JsonNode.Parse(await GetAsync("/api/v1/openapi.json"))!;

        var mapped = _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace(":int}", "}", StringComparison.Ordinal))
            .Where(route => route.StartsWith("/api/v1/", StringComparison.Ordinal) && !route.EndsWith("openapi.json", StringComparison.Ordinal));
        Assert.Equal(mapped.Distinct().Order(), document["paths"]!.AsObject().Select(path => path.Key).Order());
        Assert.Equal(["from", "to"], document["paths"]!["/api/v1/usage"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        Assert.Equal("integer", (string)document["components"]!["schemas"]!["UsageEntry"]!["properties"]!["bytes"]!["type"]!);
        var described = document["components"]!["schemas"]!["UsageEntry"]!["properties"]!.AsObject().Select(property => property.Key);
        var answered = JsonNode.Parse(await GetAsync("/api/v1/usage"))!["usage"]![0]!.AsObject().Select(property => property.Key);
        Assert.Equal(answered, described);
    }

    private static List<string> Headers(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers).Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Where(header => !header.StartsWith("Date", StringComparison.Ordinal)).Order()];

    private async Task<string> GetAsync(string path)
    {
        using var response = await _gateway.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("application/json", response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        return await response.Content.ReadAsStringAsync();
    }
}
