using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>Key <c>Pan123Dav:PublicUrl</c>: where people reach the gateway, when that is not where it listens.</summary>
internal static class PublicAddress
{
    /// <summary>Name of the key.</summary>
    public const string Key = "PublicUrl";

    /// <summary>The address; null when it is not configured.</summary>
    public static Uri? Read(SectionReader gateway)
    {
        var url = gateway.HttpAddress(Key);
        if (url is not null && (url.Query.Length > 0 || url.Fragment.Length > 0))
        {
            gateway.AddError(Key, "must end before any ? or #: write an address such as https://drive.example");
        }

        return url;
    }

    /// <summary>Whether clients come over https, as far as the configuration tells.</summary>
    /// <param name="url">The address where they reach the gateway; null when it is not configured.</param>
    /// <param name="configuration">All of the configuration: it tells what Kestrel listens on.</param>
    public static bool IsSecure(Uri? url, IConfiguration configuration)
    {
        if (url is not null)
        {
            return url.Scheme == Uri.UriSchemeHttps;
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        var addresses = endpoints.Length > 0
            ? endpoints
            : (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses.Length > 0 && addresses.All(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
    }
}
