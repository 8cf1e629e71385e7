using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Storage.Connections;
using Polly;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>The HTTP clients that ask 123.</summary>
internal static class StorageHttpClients
{
    /// <summary>Name of the client that asks the open platform.</summary>
    internal const string OpenPlatform = "Pan123Dav.OpenPlatform";

    /// <summary>Name of the client that asks as 123's web pages do.</summary>
    internal const string Web = "Pan123Dav.Web";

    /// <summary>Name of the client that asks WebDAV servers.</summary>
    internal const string WebDav = "Pan123Dav.WebDav";

    /// <summary>How long a host is left alone.</summary>
    internal static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the named clients. They follow no redirect, keep no cookies, use no proxy, connect to public addresses and to the owner's <c>BaseUrl</c>
    /// only, log nothing (addresses hold signatures), and leave a host alone for a while that fails again and again.
    /// </summary>
    public static IServiceCollection AddStorageClients(this IServiceCollection services)
    {
        foreach (var name in new[] { OpenPlatform, Web, WebDav })
        {
            services.AddHttpClient(name)
                .RemoveAllLoggers()
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(CreateHandler)
                .AddResilienceHandler("breaker", AddBreaker)
                .SelectPipelineByAuthority();
        }

        return services;
    }

    private static HttpMessageHandler CreateHandler() => AddressGuard.CreateHandler(static () => new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        MaxResponseHeadersLength = 64,
        ResponseHeaderEncodingSelector = LocationHeader.SelectEncoding,
    });

    // Retries and time limits are the caller's, who must wait for the endpoint's pace and sign anew before each attempt.
    private static void AddBreaker(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        // Its disposal waits for calls that are under way, by this clock: one that a test has stopped would never come to its end.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline.ConfigureTelemetry(NullLoggerFactory.Instance).AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = BreakDuration,
            ShouldHandle = arguments => new(
                arguments.Outcome.Exception is HttpRequestException and not AddressRefusedException
                || arguments.Outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError }),
        });
    }
}
