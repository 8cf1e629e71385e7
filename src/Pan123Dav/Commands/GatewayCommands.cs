using System.CommandLine;

namespace Pan123Dav.Commands;

/// <summary>
/// The command line. Each command is a class with a static <c>Create</c>; its action returns an <see cref="ExitCode"/>,
/// writes results to <c>InvocationConfiguration.Output</c> and everything else to <c>Error</c>.
/// </summary>
internal static class GatewayCommands
{
    /// <summary>The program with all its commands.</summary>
    /// <param name="serve">Runs the gateway with arguments for the configuration.</param>
    public static RootCommand Create(Func<string[], InvocationConfiguration, Task<int>> serve) =>
        new("A read-only WebDAV drive of 123 Cloud Disk direct links. Without a command it serves.")
        {
            ServeCommand.Create(serve),
            DemoCommand.Create(),
            CheckCommand.Create(),
            SignCommand.Create(),
            HashPasswordCommand.Create(),
            TokenCommand.Create(),
            DoctorCommand.Create(),
            HealthCommand.Create(),
            ProbeCommand.Create(),
            UsageCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
        };

    /// <summary>Runs what <paramref name="arguments"/> say.</summary>
    /// <param name="root">The program.</param>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="configuration">Where it writes; the console when null.</param>
    /// <returns>What the process exits with.</returns>
    public static Task<int> RunAsync(RootCommand root, IReadOnlyList<string> arguments, InvocationConfiguration? configuration = null)
    {
        configuration ??= new InvocationConfiguration();

        // The hosts have their own handling of signals and of what goes wrong.
        configuration.ProcessTerminationTimeout = null;
        configuration.EnableDefaultExceptionHandler = false;

        // A file name or a password may start with @, which is no reason to read arguments from a file.
        var result = root.Parse(IsForServe(arguments) ? [ServeCommand.Name, .. arguments] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var mistakes = UsageMistakes.Of(result);
        if (mistakes.Count == 0)
        {
            return result.InvokeAsync(configuration);
        }

        var command = result.CommandResult.Command;
        var place = command is RootCommand ? Name : $"{Name} {command.Name}";
        var printer = DiagnosticPrinter.For(configuration.Error);
        foreach (var mistake in mistakes)
        {
            printer.Error(place, "usage", mistake);
        }

        configuration.Error.WriteLine($"`{place} --help` tells what can be written.");
        return Task.FromResult(ExitCode.Usage);
    }

    private const string Name = "pan123dav";

    /// <summary>Whether no command is named: nothing at all, or configuration keys right away.</summary>
    private static bool IsForServe(IReadOnlyList<string> arguments) =>
        arguments.Count == 0 || arguments[0].StartsWith("--", StringComparison.Ordinal) && arguments[0] is not ("--help" or "--version");
}
