using System.CommandLine;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary><c>--config FILE</c>, which every command takes.</summary>
internal sealed class ConfigOption : Option<string>
{
    public ConfigOption()
        : base("--config")
    {
        HelpName = "FILE";
        Description = "The settings file; appsettings.json of the working folder by default. Relative paths in it begin at its own folder.";
        Recursive = true;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Mistake(token.Value) is { } mistake)
            {
                result.AddError(mistake);
            }
        });
    }

    /// <summary>
    /// The settings file that <paramref name="result"/> names, or the default; the first of several, which are a mistake that is told in its language.
    /// </summary>
    public static SettingsFile GetFile(ParseResult result) => SettingsFile.From(
        result.RootCommandResult.Command.Options.OfType<ConfigOption>().FirstOrDefault() is { } option
        && result.GetResult(option) is { Tokens: [var first, ..] } ? first.Value : null);

    private static string? Mistake(string path)
    {
        if (path.Length == 0 || path.Any(char.IsControl))
        {
            return "--config names no file: write the path of a settings file";
        }

        return Directory.Exists(path) ? $"--config names a folder: write --config {Path.Combine(path, SettingsFile.DefaultName)}"
            : File.Exists(path) ? null
            : "--config names a file that is not there: write the path of a settings file";
    }
}
