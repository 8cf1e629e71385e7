namespace Pan123Dav.Configuration;

/// <summary>Checks every address that the configuration tells Kestrel to listen on, wherever it is told so.</summary>
internal static class ListenAddressCheck
{
    private const string Urls = "Urls";
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Url = "Url";

    private static readonly string[] PortKeys = ["HTTP_PORTS", "HTTPS_PORTS"];

    /// <summary>Adds what is wrong to <paramref name="errors"/>.</summary>
    public static void Run(IConfiguration configuration, ConfigurationErrors errors)
    {
        foreach (var key in PortKeys.Append(Urls))
        {
            if (configuration[key] is { } value && Find(key, value) is { } fault)
            {
                errors.Add(key, fault.Message);
            }
        }

        if (configuration.GetSection(Urls).GetChildren().Any())
        {
            errors.Add(Urls, "is one text, not a list or a section: write \"Urls\": \"http://127.0.0.1:5000;http://[::1]:5000\"");
        }

        foreach (var endpoint in configuration.GetSection(Endpoints).GetChildren())
        {
            var key = ConfigurationPath.Combine(endpoint.Path, Url);
            if (string.IsNullOrEmpty(endpoint[Url]))
            {
                errors.Add(key, "is missing: write an address such as http://127.0.0.1:5000");
            }
            else if (ListenUrl.Find(endpoint[Url]!) is { } fault)
            {
                errors.Add(key, fault.Message);
            }
        }
    }

    /// <summary>What is wrong with the value of a key that names addresses; null when nothing is or the key names none.</summary>
    public static ListenUrlFault? Find(string key, string value)
    {
        if (PortKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            return Split(value).All(port => ListenUrl.TryReadPort(port.Trim(), out _)) ? null
                : new ListenUrlFault(IsHost: false, "must be port numbers from 1 to 65535, separated by semicolons: write 8080");
        }

        if (key.Equals(Urls, StringComparison.OrdinalIgnoreCase))
        {
            return Split(value).Select(ListenUrl.Find).FirstOrDefault(fault => fault is not null);
        }

        return IsEndpointUrl(key) ? ListenUrl.Find(value) : null;
    }

    /// <summary>The first endpoint of Kestrel's section among <paramref name="data"/> that would not be listened on as it is written.</summary>
    public static ConfigurationError? FindInEndpoints(IDictionary<string, string?> data)
    {
        foreach (var (key, value) in data)
        {
            if (IsEndpointUrl(key) && ListenUrl.Find(value ?? "") is { } fault)
            {
                return new ConfigurationError(key, fault.Message);
            }
        }

        return null;
    }

    private static bool IsEndpointUrl(string key) =>
        key.StartsWith(Endpoints + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
        && key.EndsWith(ConfigurationPath.KeyDelimiter + Url, StringComparison.OrdinalIgnoreCase) && key.Count(letter => letter == ':') == 3;

    private static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
