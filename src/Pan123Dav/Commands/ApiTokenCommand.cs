using System.CommandLine;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary><c>api-token</c>: prints a user's API token, or replaces it, which a running gateway notices within seconds.</summary>
internal static class ApiTokenCommand
{
    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    public static Command Create(Func<CommandConfiguration>? load = null)
    {
        var user = new Option<string>("--user")
        {
            HelpName = "NAME",
            Description = "A configured user: the token, and every link it signs, stands for this user.",
            Required = true
        };
        var revoke = new Option<bool>("--revoke")
        {
            Description = "Make another one first. Every link that was signed with the last one is dead within five seconds."
        };
        var command = new Command("api-token",
            "Print the API token of a user, for tools that sign links or send it as Authorization. Exits with 78 when the configuration is wrong.")
        {
            user, revoke,
        };
        command.SetAction(result =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var configuration = CommandConfiguration.Load(result, load);
            if (configuration.Options is not { } options)
            {
                configuration.PrintMistakes(printer);
                return ExitCode.Configuration;
            }

            try
            {
                result.InvocationConfiguration.Output.WriteLine(GetToken(options, result.GetRequiredValue(user), result.GetValue(revoke)));
                return ExitCode.Success;
            }
            catch (ConfigurationProblem e)
            {
                printer.Error(e.Error);
                return ExitCode.Configuration;
            }
        });
        return command;
    }

    private static string GetToken(GatewayOptions options, string name, bool replace)
    {
        var index = options.Users.Select(user => user.Name).ToList().IndexOf(name);
        if (index < 0)
        {
            var nearest = SpellingSuggestion.Find(name, options.Users.Select(user => user.Name));
            throw new ConfigurationProblem("Pan123Dav:Users", nearest is null ? "has no such user" : $"has no such user: did you mean {nearest}?");
        }

        if (options.Users[index].ApiToken is { } configured)
        {
            return replace
                ? throw new ConfigurationProblem($"Pan123Dav:Users:{index}:ApiToken",
                    "is where this user's token stands: write another one there, or remove the key and let the gateway make one")
                : configured;
        }

        try
        {
            var store = new ApiTokenDatabase(() => options.DataDirectory);
            var made = ApiToken.Generate();
            if (replace)
            {
                store.Replace(name, made);
                return made;
            }

            return store.Add(new Dictionary<string, KeptToken> { [name] = new(made, 0) })[name].Value;
        }
        catch (ApiTokenStoreException e)
        {
            throw new ConfigurationProblem("Pan123Dav:DataDirectory", $"cannot keep a token ({e.Message}). {DatabaseAdvice.Text}");
        }
    }

    private sealed class ConfigurationProblem(string key, string message) : Exception(message)
    {
        public ConfigurationError Error { get; } = new(key, message);
    }
}
