using System.CommandLine;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>The configuration as a command sees it: the options, or every mistake in them.</summary>
/// <param name="Source">All of the configuration; null when a file of it cannot be read.</param>
/// <param name="Options">Null when anything is wrong.</param>
/// <param name="Errors">What is wrong with the keys.</param>
/// <param name="File">What is wrong with a file.</param>
internal sealed record CommandConfiguration(
    IConfiguration? Source, GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors, ConfigurationFileError? File = null)
{
    /// <summary>What a command whose line is <paramref name="result"/> works with.</summary>
    /// <param name="result">May name a settings file.</param>
    /// <param name="instead">Gives the configuration in place of files and environment; null for these.</param>
    public static CommandConfiguration Load(ParseResult result, Func<CommandConfiguration>? instead) => instead?.Invoke() ?? Load(ConfigOption.GetFile(result));

    /// <summary>What <c>serve</c> would start with by this settings file and environment. Nothing is watched.</summary>
    public static CommandConfiguration Load(SettingsFile file)
    {
        try
        {
            var builder = GatewayHosting.CreateBuilder([], file, watch: false);
            return Create(builder.Configuration, builder.Environment.ContentRootPath);
        }
        catch (Exception e) when (ConfigurationFileError.Describe(e) is not null)
        {
            return new CommandConfiguration(null, null, [], ConfigurationFileError.Describe(e));
        }
    }

    /// <summary>Reads <paramref name="source"/>.</summary>
    public static CommandConfiguration Create(IConfiguration source, string contentRoot)
    {
        var (options, errors) = GatewayOptions.Read(source, contentRoot, TimeProvider.System);
        return new CommandConfiguration(source, options, errors);
    }

    /// <summary>Tells every mistake, one a line.</summary>
    public void PrintMistakes(DiagnosticPrinter printer)
    {
        foreach (var error in Errors)
        {
            printer.Error(error);
        }

        if (File is { } file)
        {
            printer.Error(file);
        }
    }

    /// <summary>Where it comes from, and nothing secret.</summary>
    public override string ToString() => $"{Errors.Count} errors";
}
