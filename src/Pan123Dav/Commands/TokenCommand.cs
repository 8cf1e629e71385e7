using System.CommandLine;
using Pan123Dav.Authentication;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary><c>token</c>: prints a Bearer token for a configured user, signed with <c>Jwt:SigningKey</c>.</summary>
internal static class TokenCommand
{
    private const long StandardDays = 30;
    private const long MaxDays = 3650;

    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    /// <param name="timeProvider">When the token begins.</param>
    public static Command Create(Func<CommandConfiguration>? load = null, TimeProvider? timeProvider = null)
    {
        timeProvider ??= TimeProvider.System;
        var user = new Option<string>("--user") { HelpName = "NAME", Description = "A configured user: the token sees what this user sees.", Required = true };
        var days = new NumberOption("--days", "N", $"How many days it is good; {StandardDays} by default.", 1, MaxDays);
        var command = new Command("token",
            "Print a Bearer token for a user. Exits with 78 when the configuration is wrong or has no Jwt:SigningKey.") { user, days };
        command.SetAction(result =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var configuration = CommandConfiguration.Load(result, load);
            if (configuration.Options is not { } options)
            {
                configuration.PrintMistakes(printer);
                return ExitCode.Configuration;
            }

            var name = result.GetRequiredValue(user);
            if (Problem(options, name) is { } problem)
            {
                printer.Error(problem);
                return ExitCode.Configuration;
            }

            var lifetime = TimeSpan.FromDays(result.GetValue(days) ?? StandardDays);
            result.InvocationConfiguration.Output.WriteLine(JwtIssuer.Create(options.Jwt, name, timeProvider.GetUtcNow(), lifetime));
            return ExitCode.Success;
        });
        return command;
    }

    private static ConfigurationError? Problem(GatewayOptions options, string name)
    {
        if (options.Jwt.SigningKey is null)
        {
            return options.Jwt.Authority is null
                ? new ConfigurationError("Pan123Dav:Jwt:SigningKey",
                    "is missing, and there is nothing to sign with: write 32 random bytes in base64, as `openssl rand -base64 32` prints them")
                : new ConfigurationError("Pan123Dav:Jwt:Authority",
                    "issues the tokens, and its key is not here: ask that provider for one, or configure SigningKey in its place");
        }

        var names = options.Users.Select(user => user.Name).ToList();
        return names.Contains(name, StringComparer.Ordinal) ? null
            : new ConfigurationError("Pan123Dav:Users",
                SpellingSuggestion.Find(name, names) is { } nearest ? $"has no such user: did you mean {nearest}?" : "has no such user");
    }
}
