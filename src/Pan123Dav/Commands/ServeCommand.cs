using System.CommandLine;

namespace Pan123Dav.Commands;

/// <summary><c>serve</c>: runs the gateway. What it does not know itself goes on to the configuration, the ordinary .NET way.</summary>
internal static class ServeCommand
{
    /// <summary>What the command is called.</summary>
    public const string Name = "serve";

    /// <param name="run">Runs the gateway; the unmatched tokens are arguments for the configuration.</param>
    public static Command Create(Func<ParseResult, Task<int>> run)
    {
        var command = new Command(Name, "Run the gateway (the default). Any key of the configuration can be set: "
            + "--urls http://127.0.0.1:8080, --Pan123Dav:PathBase=/drive. "
            + "Exits with 78 when the configuration is wrong, with 1 when an address cannot be listened on.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(run);
        return command;
    }
}
