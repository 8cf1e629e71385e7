using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Admin;

/// <summary>
/// <c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: the trees are loaded; degraded, and still 200, while the usage cannot be written,
/// a storage cannot be asked, or what the owner wrote last is wrong and kept out. For everybody, and without detail.
/// </summary>
internal static class HealthExtensions
{
    private const string Ready = "ready";

    public static IServiceCollection AddGatewayHealth(this IServiceCollection services) =>
        services.AddSingleton<HealthLog>().AddHealthChecks()
            .AddCheck<TreesLoadedCheck>("trees", tags: [Ready])
            .AddCheck<UsageStoreCheck>("usage", tags: [Ready])
            .AddCheck<StoragesCheck>("storages", tags: [Ready])
            .AddCheck<ConfigurationCheck>("configuration", tags: [Ready]).Services;

    public static void MapGatewayHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        var log = endpoints.ServiceProvider.GetRequiredService<HealthLog>();
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = (context, report) =>
            {
                log.Tell(report);
                context.Response.ContentType = "text/plain";
                return context.Response.WriteAsync(report.Status.ToString());
            },
        }).AllowAnonymous();
    }
}
