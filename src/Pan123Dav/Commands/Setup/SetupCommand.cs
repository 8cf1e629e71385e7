using System.CommandLine;
using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Spectre.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary><c>setup</c>: asks for what a first drive needs, and writes its files.</summary>
internal static class SetupCommand
{
    /// <summary>What the command is called.</summary>
    public const string Name = "setup";

    /// <param name="input">Takes answers; null for the terminal, or standard input where there is none.</param>
    public static Command Create(TextReader? input = null)
    {
        var key = new Option<string>("--private-key") { HelpName = "K", Description = "123's private key; empty for links that need no signature." };
        var uid = new AccountIdOption("--uid");
        var links = new Option<string>("--links") { HelpName = "FILE|-", Description = "The links, one a line, or a tree text; - for standard input." };
        var backup = new Option<string>("--backup") { HelpName = "FILE", Description = "A backup of AList or OpenList, in place of key and links." };
        var user = new Option<string>("--user") { HelpName = "NAME", Description = "Who signs in." };
        var password = new Option<string>("--password") { HelpName = "P", Description = "That user's password, of which only the hash is written." };
        var passwordFile = new Option<string>("--password-file") { HelpName = "FILE", Description = "A file with the password as its first line." };
        var reach = new NameOption("--reach", "Who may reach the drive.", SetupReaches.Words);
        var domain = new Option<string>("--domain") { HelpName = "NAME", Description = "The domain, with --reach domain." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var language = new NameOption("--language", "Language of the questions.", "en", "zh");
        var config = new Option<string>("--config")
        {
            HelpName = "FILE",
            Description = "The settings file to write; appsettings.json of the working folder by default.",
        };
        foreach (var path in new[] { links, backup, passwordFile, config })
        {
            path.Validators.Add(PathText.Check);
        }

        var command = new Command(Name, "Ask for what a first drive needs, write its files, and check them. Nothing is written before all is answered.")
        {
            key, uid, links, backup, user, password, passwordFile, reach, domain, overwrite, language, config,
        };
        command.Validators.Add(result =>
        {
            foreach (var (one, other) in new (Option, Option)[] { (links, backup), (password, passwordFile) })
            {
                if (result.GetResult(one) is { Implicit: false } && result.GetResult(other) is { Implicit: false })
                {
                    result.AddError($"{one.Name} and {other.Name} say the same: write one of the two");
                }
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            var invocation = result.InvocationConfiguration;
            var text = SetupText.For(invocation.GetLanguage());
            var file = Path.GetFullPath(result.GetValue(config) is { Length: > 0 } named ? named : SettingsFile.DefaultName);
            var options = new SetupOptions
            {
                File = Directory.Exists(file) ? Path.Combine(file, SettingsFile.DefaultName) : file,
                PrivateKey = result.GetValue(key),
                Uid = result.GetValue(uid),
                Links = result.GetValue(links),
                Backup = result.GetValue(backup),
                User = result.GetValue(user),
                Password = result.GetValue(password),
                PasswordFile = result.GetValue(passwordFile),
                Reach = result.GetValue(reach) is { } word ? SetupReaches.Parse(word) : null,
                Domain = result.GetValue(domain),
                Overwrite = result.GetValue(overwrite),
            };
            return await new SetupRun(options, CreatePrompts(input, invocation.Error, text), text, invocation.Output, DiagnosticPrinter.For(invocation))
                .RunAsync(invocation, cancellationToken);
        });
        return command;
    }

    private static ISetupPrompts CreatePrompts(TextReader? input, TextWriter output, SetupText text)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return input is null && !System.Console.IsInputRedirected
            && console.Profile is { Out.IsTerminal: true, Capabilities: { Interactive: true, Ansi: true } }
            ? new TerminalPrompts(console, text)
            : new LinePrompts(input ?? System.Console.In, output, text);
    }
}
