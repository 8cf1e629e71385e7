using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands.Setup;

/// <summary>Whether <c>serve</c> has anything to serve, or first has to be told.</summary>
internal static class SetupMode
{
    // Of a mount and a user as the shipped file has them: what is not blank there.
    private static readonly Dictionary<string, string> Shipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Path"] = "/",
        ["Type"] = "DirectLink",
        ["ValidDuration"] = "30",
        ["ListingSeconds"] = "300",
        ["CachedFolders"] = "1000",
        ["Delivery"] = "Auto",
        ["RootFolder"] = "/",
        ["Url"] = "https://webdav.123pan.cn/webdav",
        ["Paths:0"] = "/",
        ["Admin"] = "false",
    };

    /// <summary>Whether no mount and no user is set anywhere, and setup is not switched off.</summary>
    public static bool IsNeeded(IConfiguration configuration)
    {
        var section = configuration.GetSection(GatewayOptions.SectionName);
        return !IsOff(section["Setup:Enabled"])
            && !section.GetSection("Mounts").GetChildren().Any(IsSet)
            && !section.GetSection("Users").GetChildren().Any(IsSet)
            && section["Mounts"] is null or "" && section["Users"] is null or "";
    }

    /// <summary>Everything that is wrong beside the lack of mounts and users.</summary>
    public static IReadOnlyList<ConfigurationError> FindErrors(ConfigurationManager configuration, string contentRoot)
    {
        // In front of what is there, for the time of the look.
        var sources = ((IConfigurationBuilder)configuration).Sources;
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{GatewayOptions.SectionName}:Mounts:0:Type"] = "UrlTree",
            [$"{GatewayOptions.SectionName}:Mounts:0:OriginUrls"] = "https://h.example/f",
            [$"{GatewayOptions.SectionName}:Users:0:Name"] = "u",
            [$"{GatewayOptions.SectionName}:Users:0:Password"] = "w0rd-of-nobody",
        });
        try
        {
            return GatewayOptions.Read(configuration, contentRoot, TimeProvider.System).Errors;
        }
        finally
        {
            sources.RemoveAt(sources.Count - 1);
        }
    }

    /// <summary>Key <c>Language</c>, before anything is checked.</summary>
    public static LanguageSetting GetLanguage(IConfiguration configuration) =>
        Enum.TryParse<LanguageSetting>(configuration[$"{GatewayOptions.SectionName}:Language"], ignoreCase: true, out var setting)
            ? setting : LanguageSetting.Auto;

    private static bool IsOff(string? text) => bool.TryParse(text, out var value) && !value;

    private static bool IsSet(IConfigurationSection item) =>
        item.Value is { Length: > 0 } || item.AsEnumerable(makePathsRelative: true).Any(pair => pair.Value is { Length: > 0 } value && value != "0"
            && !(Shipped.TryGetValue(pair.Key, out var shipped) && shipped.Equals(value, StringComparison.OrdinalIgnoreCase)));
}
