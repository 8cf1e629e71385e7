using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Network;

namespace Pan123Dav.Commands.Setup;

/// <summary>Serves the setup page on the gateway's own addresses until it is filled in; then the gateway takes them over.</summary>
internal static class SetupServer
{
    private const string Place = "pan123dav serve";

    /// <param name="builder">Has read the configuration, and nothing else.</param>
    /// <param name="file">The settings file.</param>
    /// <param name="invocation">Says in which language.</param>
    /// <param name="output">Where the code is printed.</param>
    /// <param name="printer">Tells what is wrong.</param>
    /// <returns>
    /// Where it listened, for the gateway to do so too (empty where the configuration says it), or what the process exits with.
    /// </returns>
    public static async Task<(string[] Urls, int? ExitCode)> RunAsync(
        WebApplicationBuilder builder, SettingsFile file, InvocationConfiguration invocation, TextWriter output, DiagnosticPrinter printer)
    {
        var setting = SetupMode.GetLanguage(builder.Configuration);
        var messages = invocation.GetMessages();
        var errors = SetupMode.FindErrors(builder.Configuration, builder.Environment.ContentRootPath);
        foreach (var error in errors)
        {
            printer.Error(error);
        }

        if (errors.Count > 0)
        {
            return ([], ExitCode.Configuration);
        }

        var given = ListenAddress.All(builder.Configuration);
        var pathBase = builder.Configuration[$"{GatewayOptions.SectionName}:PathBase"] is { Length: > 0 } path ? path : "/dav";
        var target = new SetupTarget(Path.Combine(file.Folder ?? builder.Environment.ContentRootPath, file.Name), given, pathBase);
        if (target.FindProblem(SetupText.For(messages.Language)) is { } problem)
        {
            printer.Error(Place, "setup", problem);
            return ([], ExitCode.Configuration);
        }

        var code = new SetupCode(TimeProvider.System);
        using var endpoints = new SetupEndpoints(code, target, setting);
        builder.Logging.AddGatewayLogging(LoggingOptions.From(builder.Configuration));
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.ConfigureKestrel(ConfigureLimits);
        await using var app = builder.Build();
        app.Run(endpoints.InvokeAsync);
        try
        {
            await app.StartAsync();
        }
        catch (Exception e)
        {
            var failure = StartFailure.Describe(e, app.Configuration);
            printer.Error(Place, failure.Code, failure.Message);
            return ([], failure.IsConfiguration ? ExitCode.Configuration : ExitCode.Failure);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        ServiceHosting.NotifyReady();
        Print(addresses, code, messages, output);
        if (await Task.WhenAny(endpoints.Done, app.WaitForShutdownAsync()) != endpoints.Done)
        {
            return ([], ExitCode.Success);
        }

        output.WriteLine(messages.Translate("The drive is set up, and starts now."));
        await app.StopAsync();

        // A free port was asked for: the gateway has to be where the page was.
        var isFreePort = given.Any(url => url.TrimEnd('/').EndsWith(":0", StringComparison.Ordinal))
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        return (isFreePort ? [$"--urls={string.Join(';', addresses)}"] : [], null);
    }

    private static void ConfigureLimits(WebHostBuilderContext context, KestrelServerOptions kestrel) =>
        KestrelLimits.Apply(context.Configuration, kestrel.Limits, new ConfigurationErrors());

    private static void Print(IEnumerable<string> addresses, SetupCode code, MessageCatalog messages, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(messages.Translate("Nothing is set up yet. Open the page, and type this code into it:"));
        output.WriteLine();
        output.WriteLine($"setup code: {code}");
        output.WriteLine();
        var networks = LocalAddresses.Find();
        foreach (var address in addresses.SelectMany(url => LocalAddresses.GetReachable(url, networks)).Distinct())
        {
            output.WriteLine($"  {new Uri(address, "/setup")}");
        }

        output.WriteLine();
        output.Flush();
    }
}
