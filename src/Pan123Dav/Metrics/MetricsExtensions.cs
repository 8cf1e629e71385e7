using System.Net;
using Microsoft.AspNetCore.Authentication;
using Pan123Dav.Authentication;
using Pan123Dav.WebDav;

namespace Pan123Dav.Metrics;

/// <summary><c>/metrics</c>: the counters as text for Prometheus, for this machine and for administrators.</summary>
internal static class MetricsExtensions
{
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services) =>
        services.AddMetrics().AddSingleton<GatewayMetrics>().AddSingleton<MetricsText>();

    public static void MapGatewayMetrics(this IEndpointRouteBuilder endpoints)
    {
        // Counts from now on, not from the first time somebody looks.
        var text = endpoints.ServiceProvider.GetRequiredService<MetricsText>();
        endpoints.MapGet("/metrics", (RequestDelegate)(context => AnswerAsync(context, text))).AllowAnonymous();
    }

    private static Task AnswerAsync(HttpContext context, MetricsText text)
    {
        if (!IsFromHere(context) && !GatewayPrincipal.IsAdmin(context))
        {
            return context.User is GatewayPrincipal ? throw DavException.NotFound() : context.ChallengeAsync();
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(text.Write());
    }

    // A reverse proxy on this machine that is no known one sends everybody's requests from here.
    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
