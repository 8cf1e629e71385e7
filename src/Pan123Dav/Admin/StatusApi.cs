using Microsoft.Extensions.Options;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/status</c>: how the gateway is, for the admin page and for scripts.</summary>
internal static class StatusApi
{
    public static void MapStatus(this RouteGroupBuilder api)
    {
        // Made now, for it notes when the gateway was started.
        var status = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<GatewayStatus>();
        api.MapGet("/status", (HttpContext context, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken) =>
            GetAsync(context, status, ApiText.For(context.Request, options.CurrentValue), cancellationToken))
            .WithName("GetStatus")
            .WithTags("Status")
            .WithSummary("How the gateway is: readiness, mounts, today's budgets, refusals, links and streams.")
            .WithDescription("Counts are those of this process since its start; what was spent is today's. "
                + "What people read is in the language of Accept-Language. Nothing secret is in it.")
            .Produces<StatusReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
    }

    private static async Task<IResult> GetAsync(HttpContext context, GatewayStatus status, ApiText text, CancellationToken cancellationToken)
    {
        context.Response.Headers.ContentLanguage = text.Language;
        context.Response.Headers.Append("Vary", "Accept-Language");
        var report = await status.GetAsync(text.Messages, cancellationToken);
        return JsonAnswer.Create(report, ApiJson.Readable.StatusReport);
    }
}
