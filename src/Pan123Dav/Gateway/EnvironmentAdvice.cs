using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>Finds environment variables and secret files whose names have one underscore where the gateway's keys need two.</summary>
internal static class EnvironmentAdvice
{
    private const string Prefix = GatewayOptions.SectionName + "_";

    /// <param name="configuration">All of it: environment variables stand at its top.</param>
    /// <param name="own">The keys of the gateway's own section; other variables of this beginning belong to somebody else.</param>
    public static IEnumerable<ConfigurationWarning> Find(IConfiguration configuration, IReadOnlyCollection<string> own)
    {
        foreach (var section in configuration.GetChildren().Where(section => section.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            var steps = section.Key[Prefix.Length..].Split('_', StringSplitOptions.RemoveEmptyEntries);
            if (steps.Length > 0 && own.Contains(steps[0], StringComparer.OrdinalIgnoreCase))
            {
                yield return new ConfigurationWarning(section.Key, "single-underscore",
                    $"is not read: write two underscores between the steps of a key, {string.Join("__", steps.Prepend(GatewayOptions.SectionName))}");
            }
        }
    }
}
