namespace Pan123Dav.Network;

/// <summary>Where a gateway on this machine can be asked, by what Kestrel is told to listen on.</summary>
internal static class ListenAddress
{
    private const string Standard = "http://localhost:5000";

    /// <summary>The first address Kestrel listens on, plain ones before such with TLS; null when it is none that can be asked.</summary>
    public static Uri? Find(IConfiguration configuration)
    {
        var urls = All(configuration);
        return urls.Count == 0 ? new Uri(Standard)
            : urls.OrderBy(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)).Select(ToAsk).FirstOrDefault();
    }

    /// <summary>Every address Kestrel is told to listen on; none when it is left to its standard.</summary>
    public static IReadOnlyList<string> All(IConfiguration configuration)
    {
        // Kestrel's own order: endpoints win over Urls, Urls over ports.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        return endpoints.Count > 0 ? endpoints
            : Split(configuration["urls"]) is { Count: > 0 } given ? given
            : [.. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
                .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}")];
    }

    /// <summary>Whether what listens on <paramref name="url"/> can be reached from other machines without TLS.</summary>
    public static bool IsPlainBeyondLoopback(string url) =>
        url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && ToAsk(url) is { } address
        && (!address.IsLoopback || BindingAddress.Parse(url).Host is "*" or "+" or "0.0.0.0" or "[::]");

    /// <summary>The address that reaches what listens on <paramref name="url"/>; wildcards mean this machine.</summary>
    public static Uri? ToAsk(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }

        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return !address.IsUnixPipe && address.Scheme is "http" or "https"
            && Uri.TryCreate($"{address.Scheme}://{host}:{address.Port}", UriKind.Absolute, out var uri) ? uri : null;
    }

    private static List<string> Split(string? list) => [.. (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
