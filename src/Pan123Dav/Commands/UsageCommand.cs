using System.CommandLine;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pan123Dav.Api;
using Pan123Dav.Budgets;
using Pan123Dav.Configuration;
using Pan123Dav.Data;

namespace Pan123Dav.Commands;

/// <summary><c>usage</c>: prints what was spent, from the database, whether the gateway runs or not.</summary>
internal static class UsageCommand
{
    private const string Place = "pan123dav usage";

    /// <param name="load">Reads the configuration; null for the files and environment of this process.</param>
    /// <param name="timeProvider">Tells what today is.</param>
    public static Command Create(Func<(GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors)>? load = null, TimeProvider? timeProvider = null)
    {
        load ??= Load;
        timeProvider ??= TimeProvider.System;
        var from = new Option<string>("--from") { HelpName = "DATE", Description = "The first day (UTC), such as 2026-11-01; thirty days by default." };
        var to = new Option<string>("--to") { HelpName = "DATE", Description = "The last day (UTC); today by default." };
        var json = new Option<bool>("--json") { Description = "Print what /api/v1/usage answers." };
        var command = new Command("usage", "Print links and bytes that were spent, by day and user.") { from, to, json };
        command.SetAction(result =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration.Error);
            var (period, mistake) = UsagePeriod.Read(result.GetValue(from), result.GetValue(to), UsageLedger.DateOf(timeProvider.GetUtcNow()));
            if (mistake is not null)
            {
                printer.Error(Place, "usage", $"--{mistake.Replace(" to", " --to", StringComparison.Ordinal)}");
                return ExitCode.Usage;
            }

            return Run(load, period, result.GetValue(json), result.InvocationConfiguration.Output, printer);
        });
        return command;
    }

    private static int Run(
        Func<(GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors)> load, UsagePeriod period, bool json, TextWriter output, DiagnosticPrinter printer)
    {
        try
        {
            var (options, errors) = load();
            if (options is null)
            {
                foreach (var error in errors)
                {
                    printer.Error(error);
                }

                return ExitCode.Configuration;
            }

            var report = UsageReport.Of(period, Read(options.DataDirectory, period));
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Readable.UsageReport));
            }
            else
            {
                UsageText.Print(output, report);
            }

            return ExitCode.Success;
        }
        catch (Exception e) when (ConfigurationFileError.Describe(e) is not null)
        {
            printer.Error(ConfigurationFileError.Describe(e)!.Value);
            return ExitCode.Configuration;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            printer.Error(Place, "database", e.Message);
            return ExitCode.Failure;
        }
    }

    private static List<UsageRow> Read(string dataDirectory, UsagePeriod period)
    {
        using var connection = GatewayDatabase.OpenExisting(dataDirectory);
        return connection is not null && UsageTable.Exists(connection) ? UsageTable.Read(connection, period.From, period.To) : [];
    }

    private static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Load()
    {
        var builder = GatewayHosting.CreateBuilder([]);
        return GatewayOptions.Read(builder.Configuration, builder.Environment.ContentRootPath, TimeProvider.System);
    }
}
