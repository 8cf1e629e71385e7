using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Pan123Dav.Health;

/// <summary><c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: the trees are loaded. For everybody, and without detail.</summary>
internal static class HealthExtensions
{
    private const string Ready = "ready";

    public static IServiceCollection AddGatewayHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<TreesLoadedCheck>("trees", tags: [Ready]).Services;

    public static void MapGatewayHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
