using System.CommandLine;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Commands.Export;
using Pan123Dav.Commands.Import;
using Pan123Dav.Commands.Links;
using Pan123Dav.Commands.Setup;
using Pan123Dav.Commands.Strm;
using Pan123Dav.Commands.Usage;
using Pan123Dav.Console;

namespace Pan123Dav.Commands;

/// <summary>
/// The command line. Each command is a class with a static <c>Create</c>; its action returns an <see cref="ExitCode"/>,
/// writes results to <c>InvocationConfiguration.Output</c> and everything else to <c>Error</c>.
/// </summary>
internal static class GatewayCommands
{
    /// <summary>The program with all its commands.</summary>
    /// <param name="serve">Runs the gateway; the unmatched tokens are arguments for the configuration.</param>
    public static RootCommand Create(Func<ParseResult, Task<int>> serve) =>
        new("A read-only WebDAV drive of 123 Cloud Disk direct links. Without a command it serves.")
        {
            ServeCommand.Create(serve),
            DemoCommand.Create(),
            CheckCommand.Create(),
            SignCommand.Create(),
            HashPasswordCommand.Create(),
            TokenCommand.Create(),
            ApiTokenCommand.Create(),
            StrmCommand.Create(),
            DoctorCommand.Create(),
            HealthCommand.Create(),
            ProbeCommand.Create(),
            UsageCommand.Create(),
            LinksCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            SetupCommand.Create(),
            new ConfigOption(),
        };

    /// <summary>Runs what <paramref name="arguments"/> say.</summary>
    /// <param name="root">The program.</param>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="configuration">Where it writes; the console when null.</param>
    /// <returns>What the process exits with.</returns>
    public static Task<int> RunAsync(RootCommand root, IReadOnlyList<string> arguments, InvocationConfiguration? configuration = null)
    {
        if (configuration is null)
        {
            ConsoleEncoding.UseUtf8();
            StandardErrorWriter.Use();
            configuration = new InvocationConfiguration();
        }

        // A file name or a password may start with @, which is no reason to read arguments from a file.
        ParseResult? parsed = null;
        var invocation = configuration as CommandInvocation ?? new CommandInvocation(configuration, () => CommandLanguage.Find(parsed!, arguments));
        HelpText.Use(root, invocation);
        var result = parsed = root.Parse(
            IsForServe(arguments) ? [ServeCommand.Name, .. arguments] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var mistakes = CommandLineErrors.Find(result);
        if (mistakes.Count == 0)
        {
            return InvokeAsync(result, invocation);
        }

        var command = result.CommandResult.Command;
        var place = command is RootCommand ? Name : $"{Name} {command.Name}";
        var printer = DiagnosticPrinter.For(invocation);
        foreach (var mistake in mistakes)
        {
            printer.Error(place, "usage", mistake);
        }

        invocation.Error.WriteLine(invocation.GetMessages().Translate($"`{place} --help` tells what can be written."));
        return Task.FromResult(ExitCode.Usage);
    }

    private const string Name = "pan123dav";
    private const string Config = "--config";

    /// <summary>Whether no command is named: nothing at all, or configuration keys right away. <c>--config FILE</c> may stand before a command too.</summary>
    private static bool IsForServe(IReadOnlyList<string> arguments)
    {
        var first = arguments.Count == 0 ? 0 : arguments[0] == Config ? 2 : arguments[0].StartsWith(Config + "=", StringComparison.Ordinal) ? 1 : 0;
        return arguments.Count <= first || arguments[first].StartsWith('-') && arguments[first] is not ("--help" or "-h" or "-?" or "--version");
    }

    private static async Task<int> InvokeAsync(ParseResult result, CommandInvocation invocation)
    {
        try
        {
            return await result.InvokeAsync(invocation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a command does not tell better itself, such as a full disk.
            DiagnosticPrinter.For(invocation).Error($"{Name} {result.CommandResult.Command.Name}", "file", e.Message);
            return ExitCode.Failure;
        }
    }
}
