using Microsoft.Extensions.Configuration.Json;
using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>
/// The names that stand at the top of the configuration. What is none of them belongs to somebody else and is left alone, as everywhere in .NET,
/// unless it is a slip: a section that is misspelt would be ignored without a word.
/// </summary>
internal static class TopLevelKeys
{
    private const string Kestrel = "Kestrel";

    private static readonly string[] KestrelSections = ["Endpoints", "EndpointDefaults", "Certificates", "Limits"];

    // Those of the generic host and of ASP.NET Core's web host that a slim host reads.
    private static readonly string[] HostKeys =
    [
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot", "preferHostingUrls", "captureStartupErrors",
        "detailedErrors", "shutdownTimeoutSeconds", "suppressStatusMessages", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies",
        "preventHostingStartup", "startupAssembly", "https_port", "AllowedHosts",
    ];

    /// <summary>Sections whose keys may be set.</summary>
    public static IReadOnlyList<string> Sections { get; } = [GatewayOptions.SectionName, "Logging", Kestrel, "hostBuilder", "ConnectionStrings"];

    /// <summary>Single keys of the host that may be set.</summary>
    public static IReadOnlyList<string> Host => HostKeys;

    /// <summary>Whether <paramref name="key"/>, in full or its first part, is known.</summary>
    public static bool IsKnown(string key)
    {
        var end = key.IndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        return end < 0 ? Contains(HostKeys, key) : Contains(Sections, key[..end]);
    }

    /// <summary>Adds slips to <paramref name="errors"/>.</summary>
    /// <param name="configuration">All of it.</param>
    /// <param name="own">The keys of the gateway's own section.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Check(IConfiguration configuration, IEnumerable<string> own, ConfigurationErrors errors)
    {
        var isOwnThere = configuration.GetSection(GatewayOptions.SectionName).Exists();
        foreach (var key in FileKeys(configuration))
        {
            if (Contains(own, key))
            {
                errors.Add(key, $"belongs into the section {GatewayOptions.SectionName}: write \"{GatewayOptions.SectionName}\": {{ \"{key}\": … }}");
            }
            else if (SpellingSuggestion.Find(key, Sections.Append("Urls")) is { } nearest)
            {
                errors.Add(key, $"is no known section: did you mean {nearest}?");
            }
            else if (!isOwnThere && configuration.GetSection(key).GetChildren().Any())
            {
                errors.Add(key, $"is no known section: the gateway's own is {GatewayOptions.SectionName}");
            }
        }

        // The environment is full of names of others: only a section that nearly has the gateway's name is meant for it.
        foreach (var section in configuration.GetChildren().Where(section => !Contains(Sections, section.Key) && section.GetChildren().Any()))
        {
            if (SpellingSuggestion.Find(section.Key, [GatewayOptions.SectionName]) is { } name && !errors.Found.Any(error => error.Key == section.Key))
            {
                errors.Add(section.Key, $"is no known section: did you mean {name}?");
            }
        }

        foreach (var section in configuration.GetSection(Kestrel).GetChildren().Where(section => !Contains(KestrelSections, section.Key)))
        {
            if (SpellingSuggestion.Find(section.Key, KestrelSections) is { } nearest)
            {
                errors.Add(section.Path, $"is not a known key: did you mean {nearest}?");
            }
        }
    }

    /// <summary>What stands at the top of settings files and is not known; notes such as <c>$schema</c> and <c>//</c> aside.</summary>
    private static IEnumerable<string> FileKeys(IConfiguration configuration) =>
        configuration is not IConfigurationRoot root ? []
            : root.Providers.Where(provider => provider is JsonConfigurationProvider or JsonStreamConfigurationProvider)
                .SelectMany(provider => provider.GetChildKeys([], null))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(key => key.Length > 0 && (char.IsLetterOrDigit(key[0]) || key[0] == '_') && !Contains(Sections, key) && !Contains(HostKeys, key));

    private static bool Contains(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
