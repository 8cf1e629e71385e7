using System.Text.Json;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/status</c>: how the gateway is, for the admin page and for scripts.</summary>
internal static class StatusApi
{
    private const string Json = "application/json";

    public static void MapStatus(this RouteGroupBuilder api)
    {
        // Made now, for it notes when the gateway was started.
        var status = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<GatewayStatus>();
        api.MapGet("/status", (CancellationToken cancellationToken) => GetAsync(status, cancellationToken))
            .WithName("GetStatus")
            .WithTags("Status")
            .WithSummary("How the gateway is: readiness, mounts, today's budgets, refusals, links and streams.")
            .WithDescription("Counts are those of this process since its start; what was spent is today's. Nothing secret is in it.")
            .Produces<StatusReport>(StatusCodes.Status200OK, Json)
            .ProducesProblems();
    }

    private static async Task<IResult> GetAsync(GatewayStatus status, CancellationToken cancellationToken) =>
        Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(await status.GetAsync(cancellationToken), ApiJson.Readable.StatusReport), Json);
}
