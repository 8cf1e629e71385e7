using Pan123Dav.Configuration;

namespace Pan123Dav.Logging;

/// <summary>What the gateway itself reads of section <c>Logging</c>. The levels go to Microsoft.Extensions.Logging's filter, which follows a reload.</summary>
internal sealed record LoggingOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Logging";

    private const string Levels = "LogLevel";

    /// <summary>Text for people or JSON for machines; a change needs a restart.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>Reads the format, and checks every level: the framework's filter throws at a wrong one when the host starts.</summary>
    public static LoggingOptions Read(SectionReader reader)
    {
        CheckLevels(reader.Section(Levels));
        foreach (var provider in reader.Keys().Where(key => reader.Has(ConfigurationPath.Combine(key, Levels))))
        {
            CheckLevels(reader.Section(provider).Section(Levels));
        }

        return new LoggingOptions { Format = reader.Name(nameof(Format), LogFormat.Text) };
    }

    /// <summary>The format before the configuration is checked, so that a wrong one is told like every other mistake; wrong values read as absent.</summary>
    public static LoggingOptions From(IConfiguration configuration) =>
        Read(new SectionReader(configuration.GetSection(SectionName), new ConfigurationErrors()));

    /// <summary>Whether something of it is wrong, so that no host can be built.</summary>
    public static bool IsFaulty(IConfiguration configuration)
    {
        var errors = new ConfigurationErrors();
        Read(new SectionReader(configuration.GetSection(SectionName), errors));
        return errors.Found.Count > 0;
    }

    private static void CheckLevels(SectionReader levels)
    {
        foreach (var category in levels.Keys())
        {
            levels.Name(category, LogLevel.Information);
        }
    }
}
