using System.CommandLine;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>What <c>serve</c> does: the gateway with its configuration from the ordinary .NET places.</summary>
internal static class ServeRun
{
    private const string Place = "pan123dav serve";

    /// <param name="result">The command line; what it holds beside the command is configuration, such as <c>--urls</c>.</param>
    public static async Task<int> RunAsync(ParseResult result)
    {
        var printer = DiagnosticPrinter.For(result.InvocationConfiguration.Error);
        try
        {
            // On another core, where there is one. Nobody waits for it, and what it throws is told of when the database is opened.
            _ = Task.Run(GatewayDatabase.WarmUp);
            var builder = GatewayHosting.CreateBuilder([.. result.UnmatchedTokens], ConfigOption.GetFile(result));
            builder.AddGateway();
            await using var app = builder.Build();
            app.UseGateway();

            // Before the host starts, which would log a failure a second time in its own words.
            await app.Services.GetRequiredService<SnapshotReloadService>().LoadAsync(CancellationToken.None);
            if (await TryStartAsync(app) is { } failure)
            {
                printer.Error(Place, failure.Code, failure.Message);
                return !failure.IsConfiguration ? ExitCode.Failure
                    : ConfigurationArguments.HoldAddress(result.UnmatchedTokens) ? ExitCode.Usage
                    : ExitCode.Configuration;
            }

            await app.WaitForShutdownAsync();
            return ExitCode.Success;
        }
        catch (GatewayStartException e)
        {
            ConfigurationErrorOutput.Print(e, printer);
            return ExitCode.Configuration;
        }
        catch (Exception e) when (ConfigurationFileError.Describe(e) is { } mistake)
        {
            printer.Error(mistake);
            return ExitCode.Configuration;
        }
    }

    private static async Task<StartFailure?> TryStartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return null;
        }
        catch (Exception e) when (e is not GatewayStartException)
        {
            return StartFailure.Describe(e, app.Configuration);
        }
    }
}
