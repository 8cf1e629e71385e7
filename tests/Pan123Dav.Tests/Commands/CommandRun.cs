using System.CommandLine;
using Pan123Dav.Commands;

namespace Pan123Dav.Tests.Commands;

/// <summary>One run of the command line inside this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(Whole(_ => { }), arguments);

    public static async Task<CommandRun> OfAsync(RootCommand root, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await GatewayCommands.RunAsync(root, arguments, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>One command alone, for those whose surroundings a test replaces.</summary>
    public static Task<CommandRun> OfAsync(Command command, params string[] arguments) =>
        OfAsync(new RootCommand { command }, [command.Name, .. arguments]);

    /// <summary>All commands; <paramref name="serve"/> is told what <c>serve</c> would pass on to the configuration.</summary>
    public static RootCommand Whole(Action<string[]> serve) => GatewayCommands.Create(result =>
    {
        serve([.. result.UnmatchedTokens]);
        return Task.FromResult(0);
    });
}
