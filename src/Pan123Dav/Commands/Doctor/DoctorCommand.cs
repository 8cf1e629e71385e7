using System.CommandLine;
using Pan123Dav.Gateway;
using Pan123Dav.Network;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Commands.Doctor;

/// <summary><c>doctor</c>: looks at the gateway and its links with a stranger's eyes.</summary>
internal static class DoctorCommand
{
    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    /// <param name="timeProvider">What the link host's clock is compared with.</param>
    /// <param name="rates">How often 123 is asked; null for what it documents.</param>
    public static Command Create(Func<CommandConfiguration>? load = null, TimeProvider? timeProvider = null, ApiRates? rates = null)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var url = new GatewayAddressOption();
        var command = new Command("doctor",
            "Try the gateway and its links as a stranger would. Downloads one byte a check. Exits with 1 when a check fails.") { json, url };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var configuration = CommandConfiguration.Load(result, load);
            if (configuration is not { Source: { } source, Options: { } options })
            {
                configuration.PrintMistakes(printer);
                return ExitCode.Configuration;
            }

            if (url.Find(result, () => source) is not { } address)
            {
                return ExitCode.Usage;
            }

            timeProvider ??= TimeProvider.System;
            try
            {
                await using var mounts = await CommandMounts.OpenAsync(options, options.Mounts, timeProvider, rates, cancellationToken);
                await DiscoveredSizes.RecallAsync(options, mounts.Table, timeProvider, cancellationToken);
                using var origin = DoctorClients.CreateOrigin();
                using var gateway = DoctorClients.CreateGateway(address);
                IEnumerable<string> listening = result.GetValue(url) is not { } given ? ListenAddress.All(source) : [.. ListenAddress.All(source), given];
                var checks = new List<Check>();
                await foreach (var check in new DoctorRun(origin, gateway, timeProvider).RunAsync(
                    options, mounts.Table, address, listening, address.IsLoopback ? address : ListenAddress.Find(source) ?? address,
                    cancellationToken))
                {
                    checks.Add(check);
                }

                Print(checks, result.GetValue(json), result.InvocationConfiguration);
                return checks.Any(check => check.Status == CheckStatus.Fail) ? ExitCode.Failure : ExitCode.Success;
            }
            catch (GatewayStartException e)
            {
                ConfigurationErrorOutput.Print(e, printer);
                return ExitCode.Configuration;
            }
        });
        return command;
    }

    private static void Print(IReadOnlyList<Check> checks, bool json, InvocationConfiguration invocation)
    {
        if (json)
        {
            DoctorOutput.WriteJson(checks, invocation.Output);
        }
        else
        {
            DoctorOutput.WriteText(checks, invocation);
        }
    }
}
