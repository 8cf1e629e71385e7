using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Authentication;
using Pan123Dav.Http;
using Pan123Dav.Logging;

namespace Pan123Dav.Admin;

/// <summary><c>/metrics</c>: the counters and gauges as text for Prometheus, for this machine (not through a proxy) and for administrators.</summary>
internal static class MetricsExtensions
{
    /// <summary>May be called more than once.</summary>
    public static void AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<GatewayGauges>();
        services.TryAddSingleton<MetricsText>();
    }

    public static void MapGatewayMetrics(this IEndpointRouteBuilder endpoints)
    {
        // Counts from now on, not from the first time somebody looks.
        _ = endpoints.ServiceProvider.GetRequiredService<GatewayGauges>();
        var text = endpoints.ServiceProvider.GetRequiredService<MetricsText>();
        endpoints.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => AnswerAsync(context, text)))
            .RequireAuthorization(LocalOrAuthenticatedRequirement.Policy);
    }

    private static async Task AnswerAsync(HttpContext context, MetricsText text)
    {
        if (!LocalOrAuthenticatedRequirement.IsLocalRequest(context) && !GatewayPrincipal.IsAdmin(context))
        {
            throw DavException.NotFound();
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(await text.WriteAsync(context.RequestAborted), context.RequestAborted);
    }
}
