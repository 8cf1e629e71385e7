using System.CommandLine;
using Pan123Dav.Configuration;
using Pan123Dav.Data;

namespace Pan123Dav.Commands;

/// <summary>What <c>serve</c> does: the gateway with its configuration from the ordinary .NET places.</summary>
internal static class ServeRun
{
    /// <param name="arguments">What the command line holds beside the command: configuration, such as <c>--urls</c>.</param>
    /// <param name="invocation">Where mistakes in the configuration go.</param>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration invocation)
    {
        try
        {
            // On another core, where there is one. Nobody waits for it, and what it throws is told of when the database is opened.
            _ = Task.Run(GatewayDatabase.WarmUp);
            var builder = GatewayHosting.CreateBuilder(arguments);
            builder.AddGateway();
            await using var app = builder.Build();
            app.UseGateway();

            // Before the host starts, which would log a failure a second time in its own words.
            await app.Services.GetRequiredService<GatewayReloader>().LoadAsync(CancellationToken.None);
            await app.RunAsync();
            return ExitCode.Success;
        }
        catch (GatewayStartException e)
        {
            ConfigurationMistakes.Print(e, DiagnosticPrinter.For(invocation.Error));
            return ExitCode.Configuration;
        }
        catch (Exception e) when (ConfigurationFileError.Describe(e) is { } mistake)
        {
            DiagnosticPrinter.For(invocation.Error).Error(mistake);
            return ExitCode.Configuration;
        }
        catch (IOException e)
        {
            // Kestrel names the address that another program has.
            DiagnosticPrinter.For(invocation.Error).Error("serve", "address", e.Message);
            return ExitCode.Failure;
        }
    }
}
