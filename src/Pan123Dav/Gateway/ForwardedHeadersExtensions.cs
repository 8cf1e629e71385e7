using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Pan123Dav.Logging;
using Pan123Dav.Network;

namespace Pan123Dav.Gateway;

/// <summary>The client's real address and scheme, taken from a reverse proxy's headers only where the owner named that proxy.</summary>
internal static class ForwardedHeadersExtensions
{
    public static IServiceCollection AddKnownProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<GatewaySnapshotProvider>((options, state) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null;

            // The framework trusts loopback by itself; here only what is named is trusted.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in state.Value.Options.ForwardedHeaders.KnownProxies)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
        services.AddHostedService<PlainHttpWarning>();
        services.AddHostedService<RefusedRequests>();
        return services;
    }

    public static void UseKnownProxies(this WebApplication app) => app.Use(next =>
    {
        // Built at start, when the configuration is loaded; without a known proxy nothing is believed.
        var options = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>();
        var known = app.Services.GetRequiredService<GatewaySnapshotProvider>().Value.Options.ForwardedHeaders.KnownProxies;
        var unnamed = new UnnamedProxy(known, app.Services.GetRequiredService<GatewayMetrics>(), app.Services.GetRequiredService<ILogger<UnnamedProxy>>());
        RequestDelegate believing = known.Count == 0
            ? next
            : new ForwardedPrefix(new ForwardedHeadersMiddleware(next, app.Services.GetRequiredService<ILoggerFactory>(), options).Invoke, known).InvokeAsync;
        return context =>
        {
            unnamed.Notice(context);
            return believing(context);
        };
    });
}
