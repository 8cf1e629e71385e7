using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Pan123Dav.Logging;

namespace Pan123Dav.Admin;

/// <summary>
/// Sends metrics and traces to a collector by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Everything else about it is said by OpenTelemetry's
/// own variables. Where it is not set, no assembly of OpenTelemetry is loaded.
/// </summary>
internal static class OpenTelemetryExport
{
    private const string Service = "pan123dav";

    /// <summary>Adds it where it is wanted. What is sent holds no query and no address of a link: see <see cref="WithoutSecrets"/>.</summary>
    public static void AddOpenTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (OpenTelemetryOptions.IsWanted(configuration))
        {
            Add(services, OpenTelemetryOptions.Read(configuration));
        }
    }

    // Not inlined: whoever compiles the caller would load the assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, OpenTelemetryOptions options)
    {
        // The variables last: they win.
        var telemetry = services.AddOpenTelemetry().ConfigureResource(static resource => resource
            .Clear().AddTelemetrySdk().AddService(Service, serviceVersion: GatewayGauges.Version).AddEnvironmentVariableDetector());
        if (options.SendsMetrics)
        {
            telemetry.WithMetrics(static metrics => metrics
                .AddMeter(GatewayMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
                .AddOtlpExporter());
        }

        if (options.SendsTraces)
        {
            telemetry.WithTracing(static traces => traces
                .AddAspNetCoreInstrumentation(static options =>
                    options.Filter = static context => !context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal))
                .AddSource("System.Net.Http")
                .AddProcessor(new WithoutSecrets())
                .AddOtlpExporter());
        }
    }

    /// <summary>
    /// Takes away what may hold a secret before anything is sent: queries, which hold <c>sign</c>, <c>auth_key</c> and <c>pd</c>, and the addresses that
    /// the gateway itself asks, which are links or lead to them.
    /// </summary>
    private sealed class WithoutSecrets : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.query", null);
            data.SetTag("url.full", null);
        }
    }
}
