using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pan123Dav.Admin;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Gateway;
using Pan123Dav.Shared;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Commands.Usage;

/// <summary><c>usage</c>: prints what was spent, from the database, whether the gateway runs or not.</summary>
internal static class UsageCommand
{
    private const string Place = "pan123dav usage";

    /// <param name="load">Reads the configuration; null for the files and environment of this process.</param>
    /// <param name="timeProvider">Tells what today is.</param>
    /// <param name="rates">How often 123 is asked; null for what it documents.</param>
    public static Command Create(
        Func<(GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors)>? load = null, TimeProvider? timeProvider = null, ApiRates? rates = null)
    {
        timeProvider ??= TimeProvider.System;
        var from = new Option<string>("--from") { HelpName = "DATE", Description = "The first day (UTC), such as 2026-11-01; thirty days by default." };
        var to = new Option<string>("--to") { HelpName = "DATE", Description = "The last day (UTC); today by default." };
        var json = new Option<bool>("--json") { Description = "Print what /api/v1/usage answers." };
        var compare = new Option<bool>("--compare")
        {
            Description = "Put 123's own count of the last three days beside it, by day and file, for an OpenPlatform mount."
        };
        var mount = new Option<string>("--mount")
        {
            HelpName = "PATH",
            Description = "With --compare: which mount, by its path; may be left out when there is only one of that type."
        };
        var command = new Command("usage", "Print links and bytes that were spent, by day and user.") { from, to, json, compare, mount };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var today = UsageLedger.GetDate(timeProvider.GetUtcNow());
            var isCompared = result.GetValue(compare);
            var begin = result.GetValue(from) ?? (isCompared ? today.AddDays(1 - TrafficLog.Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
            var (period, mistake) = UsagePeriod.Read(begin, result.GetValue(to), today);
            mistake = mistake is not null ? $"--{mistake.Replace(" to", " --to", StringComparison.Ordinal)}"
                : !isCompared && result.GetValue(mount) is not null ? "--mount is for --compare: write both"
                : isCompared && (period.From < today.AddDays(1 - TrafficLog.Days) || period.To > today)
                    ? "--compare is for today and the two days before, for 123 keeps no more"
                : null;
            if (mistake is not null)
            {
                printer.Error(Place, "usage", mistake);
                return ExitCode.Usage;
            }

            return await RunAsync(
                load ?? (() => Load(ConfigOption.GetFile(result))),
                period,
                result.GetValue(json),
                !isCompared ? null : options => CompareAsync(
                    options, period, result.GetValue(mount), result.GetValue(json), timeProvider, rates, result.InvocationConfiguration, cancellationToken),
                result.InvocationConfiguration,
                printer);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Func<(GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors)> load,
        UsagePeriod period,
        bool json,
        Func<GatewayOptions, Task<int>>? compareAsync,
        InvocationConfiguration invocation,
        DiagnosticPrinter printer)
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

            if (compareAsync is not null)
            {
                return await compareAsync(options);
            }

            var rows = Read(options.DataDirectory, period);
            if (options.IsShared)
            {
                rows = await AddSharedAsync(rows, options, period, printer);
            }

            var report = UsageReport.Create(period, rows);
            if (json)
            {
                invocation.Output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Readable.UsageReport));
            }
            else
            {
                UsageText.Print(invocation, report);
            }

            return ExitCode.Success;
        }
        catch (Exception e) when (ConfigurationErrorOutput.IsFor(e))
        {
            ConfigurationErrorOutput.Print(e, printer);
            return ExitCode.Configuration;
        }
        catch (StorageException e)
        {
            printer.Error(Place, "123", e.Message);
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            printer.Error(Place, "database", e.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task<int> CompareAsync(
        GatewayOptions options,
        UsagePeriod period,
        string? path,
        bool json,
        TimeProvider timeProvider,
        ApiRates? rates,
        InvocationConfiguration invocation,
        CancellationToken cancellationToken)
    {
        var (chosen, mistake) = MountChoice.Find([.. options.Mounts.Where(mount => mount.Type == MountType.OpenPlatform)], path, "OpenPlatform mount");
        if (chosen is null)
        {
            DiagnosticPrinter.For(invocation).Error(Place, "usage", $"{mistake}; 123 tells its count to such mounts only");
            return ExitCode.Usage;
        }

        await using var mounts = await CommandMounts.OpenAsync(options, [chosen], timeProvider, rates, cancellationToken);
        var account = (IOpenPlatformAccount)mounts.All[0].Storage;
        var kept = ReadKept(options.DataDirectory, period);
        if (options.IsShared)
        {
            var printer = DiagnosticPrinter.For(invocation);
            kept = kept with { ByUser = await AddSharedAsync([.. kept.ByUser], options, period, printer) };
            printer.Warning(Place, "shared", "days are those of all gateways, files those of the gateway of this folder: "
                + "what went through others stands there as 123's alone, and as not kept by file");
        }

        var comparison = await Comparer.RunAsync(account, period, kept, timeProvider.GetUtcNow(), cancellationToken);
        if (json)
        {
            await invocation.Output.WriteLineAsync(JsonSerializer.Serialize(comparison, ComparisonJson.Readable.UsageComparison));
        }
        else
        {
            ComparisonText.Print(invocation, comparison);
        }

        return ExitCode.Success;
    }

    private static async Task<List<UsageRow>> AddSharedAsync(List<UsageRow> kept, GatewayOptions options, UsagePeriod period, DiagnosticPrinter printer)
    {
        if (await SharedUsage.ReadAsync(options.Shared, period.From, period.To) is { } common)
        {
            return SharedUsage.Merge(kept, common);
        }

        printer.Warning("Pan123Dav:Shared:Redis", "shared", "Redis does not answer: this is what the gateway of this folder knew last");
        return kept;
    }

    private static List<UsageRow> Read(string dataDirectory, UsagePeriod period)
    {
        using var connection = GatewayDatabase.OpenExisting(dataDirectory);
        return Read(connection, period);
    }

    private static List<UsageRow> Read(SqliteConnection? connection, UsagePeriod period) =>
        connection is not null && UsageTable.Exists(connection)
            ? RequestTable.Join(UsageTable.Read(connection, period.From, period.To), RequestTable.Read(connection, period.From, period.To))
            : [];

    private static StoredUsage ReadKept(string dataDirectory, UsagePeriod period)
    {
        using var connection = GatewayDatabase.OpenExisting(dataDirectory);

        // Both as they were at one moment, also while a gateway writes.
        using var moment = connection?.BeginTransaction(deferred: true);
        return new StoredUsage(Read(connection, period), connection is null ? [] : FileUsageTable.Read(connection, period.From, period.To));
    }

    private static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Load(SettingsFile file)
    {
        var builder = GatewayHosting.CreateBuilder([], file, watch: false);
        return GatewayOptions.Read(builder.Configuration, builder.Environment.ContentRootPath, TimeProvider.System);
    }
}
