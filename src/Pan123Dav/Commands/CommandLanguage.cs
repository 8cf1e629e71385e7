using System.CommandLine;
using Pan123Dav.Console;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>
/// Finds out which language a command speaks, before anything else of the configuration is read: help and mistakes in it have a language too.
/// </summary>
internal static class CommandLanguage
{
    private const string Key = $"{GatewayOptions.SectionName}:{nameof(GatewayOptions.Language)}";
    private const string Option = "--language";

    /// <summary>What the command line, the environment and the settings file say, the first the strongest; else what the terminal's environment says.</summary>
    public static TextLanguage Find(ParseResult result, IReadOnlyList<string> arguments)
    {
        var written = result.CommandResult.Command.Options.OfType<NameOption>().FirstOrDefault(option => option.Name == Option) is { } option
            && result.GetResult(option) is { Implicit: false, Tokens: [.., var last] } ? last.Value : null;
        return UserLanguage.FromEnvironment(Parse(written) ?? Read(result, arguments));
    }

    private static LanguageSetting Read(ParseResult result, IReadOnlyList<string> arguments)
    {
        try
        {
            var file = ConfigOption.GetFile(result);
            var path = Path.Combine(file.Folder ?? Directory.GetCurrentDirectory(), file.Name);
            var configuration = new ConfigurationBuilder().AddJsonFile(path, optional: true, reloadOnChange: false).AddEnvironmentVariables().Build();
            var prefix = $"--{Key}=";
            var argument = arguments.FirstOrDefault(word => word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))?[prefix.Length..];
            return Parse(argument) ?? Parse(configuration[Key]) ?? LanguageSetting.Auto;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Whoever reads it in earnest tells what is wrong with it.
            return LanguageSetting.Auto;
        }
    }

    private static LanguageSetting? Parse(string? written) => Enum.TryParse<LanguageSetting>(written, ignoreCase: true, out var setting) ? setting : null;
}
