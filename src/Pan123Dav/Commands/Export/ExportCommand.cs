using System.CommandLine;
using System.Globalization;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Console;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Commands.Export;

/// <summary><c>export</c>: writes the tree text of a mount, so that nobody has to paste links one by one.</summary>
internal static class ExportCommand
{
    private const string Place = "pan123dav export";

    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    /// <param name="rates">How often 123 is asked; null for what it documents.</param>
    /// <param name="patience">How long it is waited for; null for what is usual.</param>
    public static Command Create(Func<CommandConfiguration>? load = null, ApiRates? rates = null, ExportRetryOptions? patience = null)
    {
        var mount = new Option<string>("--mount") { HelpName = "PATH", Description = "Which mount, by its path; may be left out when there is only one." };
        var write = new Option<string>("--write")
        {
            HelpName = "FILE",
            Description = "Write to FILE, and go on from there when it is an export that was stopped. Standard output otherwise."
        };
        write.Validators.Add(PathText.Check);
        var command = new Command(
            "export",
            "Write the tree text of a mount with sizes, times and unsigned direct links. Asks 123 at the rates it "
            + "allows. Exits with 1 when something was left out or it was stopped.")
        {
            mount, write,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var configuration = CommandConfiguration.Load(result, load);
            if (configuration.Options is not { } options)
            {
                configuration.PrintMistakes(printer);
                return ExitCode.Configuration;
            }

            var (chosen, mistake) = MountChoice.Find(options.Mounts, result.GetValue(mount), "mount");
            if (chosen is null || chosen.Type is MountType.Share or MountType.Personal)
            {
                printer.Error(Place, "usage", chosen is null ? mistake
                    : $"the mount {chosen.Path} is of type {chosen.Type}, whose files have no direct links, only links that end soon: mount the "
                        + "account as OpenPlatform, and export that");
                return ExitCode.Usage;
            }

            using var stop = new StopSignal(cancellationToken);
            return await RunAsync(options, chosen, result.GetValue(write), rates,
                patience ?? new ExportRetryOptions(), result.InvocationConfiguration, stop.Token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        GatewayOptions options, MountOptions chosen, string? path, ApiRates? rates,
        ExportRetryOptions patience, InvocationConfiguration invocation, CancellationToken stopping)
    {
        var printer = DiagnosticPrinter.For(invocation);
        try
        {
            await using var mounts = await CommandMounts.OpenAsync(options, [chosen], TimeProvider.System, rates, CancellationToken.None);
            if (chosen.Remote is null)
            {
                await DiscoveredSizes.RecallAsync(options, mounts.Table, TimeProvider.System, CancellationToken.None);
            }

            if (mounts.All[0].Storage is IWebDavUpstream upstream && !await IsPublicAsync(mounts.All[0], upstream))
            {
                var host = chosen.Remote!.BaseUrl.IdnHost;
                printer.Error(
                    Place, "usage",
                    $"the mount {chosen.Path} has files that {host} gives only to who signs in, and a tree text holds no password: nothing can be exported");
                return ExitCode.Usage;
            }

            var header = ExportLinks.GetHeader(chosen);
            await using var file = path is null ? null : await ExportFile.OpenAsync(path, header, CancellationToken.None);
            var mount = mounts.All[0];
            var report = new ExportReport(invocation);
            var export = new TreeExport(
                mount.Storage, ExportLinks.Create(mount)!, file?.Known, file ?? (IExportTarget)new TextTarget(invocation.Output),
                patience, report, TimeProvider.System);
            await report.RunAsync(() => export.RunAsync(header, stopping));
            if (file is not null)
            {
                await file.CompleteAsync(export.Summary.IsComplete);
            }

            Print(export.Summary, path, path is null ? invocation.Error : invocation.Output, invocation.GetMessages(), printer);
            return export.Summary.IsComplete ? ExitCode.Success : ExitCode.Failure;
        }
        catch (GatewayStartException e)
        {
            ConfigurationErrorOutput.Print(e, printer);
            return ExitCode.Configuration;
        }
        catch (InvalidDataException e)
        {
            printer.Error(path ?? Place, "file", e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            printer.Error(path ?? Place, "file", e.Message);
            return ExitCode.Failure;
        }
    }

    // What holds of the first files holds of all.
    private static async Task<bool> IsPublicAsync(Mount mount, IWebDavUpstream upstream)
    {
        try
        {
            var files = await FirstFiles.FindAsync(mount, CancellationToken.None);
            return files.Count == 0 || await upstream.IsPublicAsync(files[0].Entry, CancellationToken.None);
        }
        catch (StorageException)
        {
            // The export itself says why, and asks again.
            return true;
        }
    }

    private static void Print(ExportSummary summary, string? path, TextWriter output, MessageCatalog messages, DiagnosticPrinter printer)
    {
        if (summary.Stopped is { } reason)
        {
            printer.Error(Place, "stopped",
                $"the export is not complete: {reason.TrimEnd('.')}.{(path is null ? "" : " The same command goes on from here.")}");
        }

        output.WriteLine(messages.Translate(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Files} files in {summary.Folders} folders written, {summary.Kept} links known before, {summary.LeftOut} left out.")));
    }
}
