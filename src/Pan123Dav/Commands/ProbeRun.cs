using System.CommandLine;
using System.Globalization;
using Pan123Dav.Logging;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Spectre.Console;

namespace Pan123Dav.Commands;

/// <summary>Asks for every file that lacks something, and tells of each: a bar on a terminal, else a line a file.</summary>
internal static class ProbeRun
{
    // The prober holds to its own limit; these wait for it.
    private const int Waiting = 256;

    // What else went wrong is a number on a terminal.
    private const int MaxFailures = 20;

    /// <returns>How many sizes are still unknown.</returns>
    public static async Task<int> RunAsync(
        MetadataProber prober, IReadOnlyList<Mount> mounts, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var files = await FindAsync(mounts, cancellationToken);
        var (output, error, messages) = (invocation.Output, invocation.Error, invocation.GetMessages());
        var printer = DiagnosticPrinter.For(invocation);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        var (failed, learnt) = (0, 0);
        var told = new Lock();

        async Task ProbeAsync(Action advance, Action<string, string> fail, bool isTold) => await Parallel.ForEachAsync(
            files, new ParallelOptions { MaxDegreeOfParallelism = Waiting, CancellationToken = cancellationToken }, async (file, cancellation) =>
            {
                var problem = await prober.LearnAsync(file.Entry).WaitAsync(cancellation);
                lock (told)
                {
                    if (problem is not null && file.Entry.IsLengthUnsure)
                    {
                        failed++;
                        fail(file.Path, problem);
                    }
                    else
                    {
                        learnt += problem is null ? 1 : 0;
                        if (isTold)
                        {
                            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                                $"{EscapedText.Escape(file.Path, int.MaxValue)} {file.Entry.Length} {file.Entry.Modified}"));
                        }
                    }

                    advance();
                }
            });

        if (console.Profile.Out.IsTerminal && files.Count > 0)
        {
            // What is written between would be drawn over by the bar.
            var failures = new List<(string Path, string Problem)>();
            await TerminalProgress.Create(console).StartAsync(async progress =>
            {
                var bar = progress.AddTask(messages.Translate("Sizes and times"), maxValue: files.Count);
                await ProbeAsync(
                    () =>
                    {
                        bar.Description = messages.Translate(failed == 0 ? "Sizes and times"
                            : string.Create(CultureInfo.InvariantCulture, $"Sizes and times, {failed} failed"));
                        bar.Increment(1);
                    },
                    (path, problem) => failures.Add((path, problem)),
                    isTold: false);
            });
            foreach (var (path, problem) in failures.Take(MaxFailures))
            {
                printer.Error(path, "unknown-size", problem);
            }

            if (failures.Count > MaxFailures)
            {
                var more = failures.Count - MaxFailures;
                error.WriteLine(messages.Translate(string.Create(
                    CultureInfo.InvariantCulture, $"… and {more} more: standard error sent to a file has them all.")));
            }
        }
        else
        {
            await ProbeAsync(() => { }, (path, problem) => printer.Error(path, "unknown-size", problem), isTold: true);
        }

        invocation.Say(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files lacked size or time: {learnt} learnt, {failed} sizes still unknown."));
        return failed;
    }

    private static async Task<List<(string Path, StorageEntry Entry)>> FindAsync(IReadOnlyList<Mount> mounts, CancellationToken cancellationToken)
    {
        var files = new List<(string, StorageEntry)>();
        foreach (var mount in mounts.Where(mount => mount.Options.Remote is null))
        {
            if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is not { } root
                || !(root.Table.HasUnknownLengths || root.Table.HasUnknownTimes))
            {
                continue;
            }

            for (var row = 1; row < root.Table.Count; row++)
            {
                var entry = new StorageEntry(root.Table, row);
                if (!entry.IsCollection && (entry.IsLengthUnsure || entry.Modified is null))
                {
                    files.Add((mount.Options.Path.ToString().TrimEnd('/') + root.Table.GetPath(row), entry));
                }
            }
        }

        return files;
    }
}
