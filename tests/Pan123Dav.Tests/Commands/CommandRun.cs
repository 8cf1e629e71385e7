using System.CommandLine;
using Pan123Dav.Commands;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.Commands;

/// <summary>One run of the command line inside this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(Whole(_ => { }), arguments);

    public static Task<CommandRun> OfAsync(RootCommand root, params string[] arguments) => RunAsync(root, arguments, static streams => streams);

    /// <summary>For somebody who reads <paramref name="language"/>.</summary>
    public static Task<CommandRun> OfAsync(TextLanguage language, RootCommand root, params string[] arguments) =>
        RunAsync(root, arguments, streams => new CommandInvocation(streams, () => language));

    /// <summary>One command alone, for those whose surroundings a test replaces.</summary>
    public static Task<CommandRun> OfAsync(Command command, params string[] arguments) =>
        OfAsync(new RootCommand { command }, [command.Name, .. arguments]);

    /// <summary>All commands; <paramref name="serve"/> is told what <c>serve</c> would pass on to the configuration.</summary>
    public static RootCommand Whole(Action<string[]> serve) => GatewayCommands.Create(result =>
    {
        serve([.. result.UnmatchedTokens]);
        return Task.FromResult(0);
    });

    private static async Task<CommandRun> RunAsync(RootCommand root, string[] arguments, Func<InvocationConfiguration, InvocationConfiguration> adapt)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await GatewayCommands.RunAsync(root, arguments, adapt(new InvocationConfiguration { Output = output, Error = error }));
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
