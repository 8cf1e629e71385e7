using Pan123Dav.Configuration;

namespace Pan123Dav.Admin;

/// <summary>The variables of OpenTelemetry that decide whether anything is sent; the others are read by its own packages.</summary>
/// <param name="SendsMetrics">Unless <c>OTEL_METRICS_EXPORTER</c> is <c>none</c>.</param>
/// <param name="SendsTraces">Unless <c>OTEL_TRACES_EXPORTER</c> is <c>none</c>.</param>
internal sealed record OpenTelemetryOptions(bool SendsMetrics, bool SendsTraces)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string[] Exporters = ["OTEL_METRICS_EXPORTER", "OTEL_TRACES_EXPORTER"];

    public static bool IsWanted(IConfiguration configuration) =>
        Get(configuration, Endpoint) is not null
        && !string.Equals(Get(configuration, "OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    public static OpenTelemetryOptions Read(IConfiguration configuration) =>
        new(Get(configuration, Exporters[0]) is null or "otlp", Get(configuration, Exporters[1]) is null or "otlp");

    /// <summary>Adds what is wrong: OpenTelemetry itself would go on without a word, and send nothing or somewhere else.</summary>
    public static void Check(IConfiguration configuration, ConfigurationErrors errors)
    {
        if (!IsWanted(configuration))
        {
            return;
        }

        if (!Uri.TryCreate(Get(configuration, Endpoint), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            errors.Add(Endpoint, "is no http or https address: write one such as http://localhost:4317, or remove it");
        }

        if (Get(configuration, Protocol) is not (null or "grpc" or "http/protobuf"))
        {
            errors.Add(Protocol, "is not known here: write grpc (the default, port 4317) or http/protobuf (port 4318)");
        }

        foreach (var key in Exporters.Where(key => Get(configuration, key) is not (null or "otlp" or "none")))
        {
            errors.Add(key, "is not known here: write otlp or none");
        }
    }

    private static string? Get(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
