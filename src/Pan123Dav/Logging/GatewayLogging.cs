using Microsoft.Extensions.DependencyInjection.Extensions;
using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Pan123Dav.Logging;

/// <summary>
/// Serilog behind Microsoft.Extensions.Logging. Serilog is a provider here and not the factory: so the levels are the framework's own
/// (<c>Logging:LogLevel</c>), which follow a reload, and no static logger exists that hosts running side by side would fight for.
/// </summary>
internal static class GatewayLogging
{
    private static readonly string[] Replaced =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Routing.EndpointMiddleware",
        "Microsoft.AspNetCore.Authorization.DefaultAuthorizationService",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService",
    ];

    /// <summary>Makes Serilog the only provider. It writes to the registered <see cref="LogOutput"/>, standard output when there is none.</summary>
    public static ILoggingBuilder AddGatewayLogging(this ILoggingBuilder logging, LoggingOptions options)
    {
        logging.ClearProviders();
        var services = logging.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => LogOutput.Standard());
        services.TryAddSingleton(static _ => new RequestDurations());
        services.AddSingleton(provider =>
            CreateSink(provider.GetRequiredService<LogOutput>(), options.Format, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Create(provider.GetRequiredService<BackgroundLogSink>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ILoggerProvider>(provider => new SerilogLoggerProvider(provider.GetRequiredService<Logger>()));

        // The framework's own request log shows queries and opens a scope and an activity for every request, and routing and authorization add more;
        // RequestLog stands in the place of all of them. Kestrel's BadRequests shows the line or header that it refused, credentials included;
        // RefusedRequests tells of those without it. The health check service tells of the same trouble at each look; HealthLog does once.
        services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            foreach (var category in Replaced)
            {
                filter.Rules.Add(new LoggerFilterRule(typeof(SerilogLoggerProvider).FullName, category, LogLevel.None, filter: null));
            }
        });
        return logging;
    }

    /// <summary>Measures and logs each request that comes by. Belongs in front of everything that answers.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var (log, levels) = (services.GetRequiredService<BackgroundLogSink>(), services.GetRequiredService<ILogger<RequestLog>>());
        var (durations, time) = (services.GetRequiredService<RequestDurations>(), services.GetRequiredService<TimeProvider>());
        return app.Use(next => new RequestLog(next, log, levels, durations, time).InvokeAsync);
    }

    /// <summary>A logger that lets everything through: what is logged at all is decided in front of it. Disposing it writes what is queued.</summary>
    internal static Logger Create(BackgroundLogSink sink, TimeProvider timeProvider) => new LoggerConfiguration().MinimumLevel.Verbose()
        .Filter.With(new RejectedConnections(timeProvider))
        .Filter.With(new StartFailureEvents())
        .WriteTo.Sink(sink)
        .CreateLogger();

    /// <summary>What formats and writes the events.</summary>
    internal static BackgroundLogSink CreateSink(LogOutput output, LogFormat format, TimeProvider timeProvider)
    {
        ITextFormatter formatter = format switch
        {
            LogFormat.Text => new TextLogFormatter(),
            LogFormat.Json => new CompactJsonFormatter(),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        return new BackgroundLogSink(output, new SecretScrubbing(formatter), timeProvider);
    }
}
