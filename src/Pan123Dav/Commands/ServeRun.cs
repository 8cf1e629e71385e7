using System.CommandLine;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Commands.Setup;
using Pan123Dav.Data;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Page;

namespace Pan123Dav.Commands;

/// <summary>What <c>serve</c> does: the gateway with its configuration from the ordinary .NET places.</summary>
internal static class ServeRun
{
    private const string Place = "pan123dav serve";

    /// <param name="result">The command line; what it holds beside the command is configuration, such as <c>--urls</c>.</param>
    public static async Task<int> RunAsync(ParseResult result)
    {
        var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
        try
        {
            // On another core, where there is one. Nobody waits for it, and what it throws is told of when the database is opened.
            _ = Task.Run(GatewayDatabase.WarmUp);
            var (builder, exitCode) = await CreateBuilderAsync(result, printer);
            if (builder is null)
            {
                return exitCode;
            }

            builder.AddGateway();
            builder.Services.AddDoctor();
            builder.AddServiceLifetime();
            ServeBanner.Prepare(builder);
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

            ServeBanner.Print(app, result.InvocationConfiguration);
            await app.WaitForShutdownAsync();
            return ExitCode.Success;
        }
        catch (Exception e) when (ConfigurationErrorOutput.IsFor(e))
        {
            ConfigurationErrorOutput.Print(e, printer);
            return ExitCode.Configuration;
        }
    }

    // Where nothing is configured, the configuration is made first, and then read like any other.
    private static async Task<(WebApplicationBuilder? Builder, int ExitCode)> CreateBuilderAsync(ParseResult result, DiagnosticPrinter printer)
    {
        var file = ConfigOption.GetFile(result);
        var builder = GatewayHosting.CreateBuilder([.. result.UnmatchedTokens], file);
        if (LoggingOptions.IsFaulty(builder.Configuration))
        {
            // The framework looks at the levels when the host is built, before anything can be told.
            CommandConfiguration.Create(builder.Configuration, builder.Environment.ContentRootPath).PrintMistakes(printer);
            return (null, ExitCode.Configuration);
        }

        if (ServiceHosting.IsWindowsService || !SetupMode.IsNeeded(builder.Configuration))
        {
            return (builder, ExitCode.Success);
        }

        // A log for machines stays one.
        var isJson = LoggingOptions.From(builder.Configuration).Format == LogFormat.Json;
        var console = isJson ? result.InvocationConfiguration.Error : result.InvocationConfiguration.Output;
        var (urls, exitCode) = await SetupServer.RunAsync(builder, file, result.InvocationConfiguration, console, printer);
        if (exitCode is { } code)
        {
            return (null, code);
        }

        builder = GatewayHosting.CreateBuilder([.. result.UnmatchedTokens, .. urls], file);
        builder.Services.AddSingleton<SetupPageServed>();
        return (builder, ExitCode.Success);
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
