using System.CommandLine;
using Spectre.Console;

namespace Pan123Dav.Commands.Strm;

/// <summary>
/// Tells people what goes on: a bar on a terminal, with what went wrong behind it; else that as it comes. Of each code 20, then how many more.
/// </summary>
internal sealed class StrmReport(InvocationConfiguration invocation, StrmText text)
{
    private const string Place = "pan123dav strm";
    private const int MaxOfOneCode = 20;

    private readonly DiagnosticPrinter _printer = DiagnosticPrinter.For(invocation);
    private readonly List<Action> _later = [];
    private readonly Dictionary<string, int> _counts = [];
    private ProgressTask? _bar;

    /// <summary>Shows a bar while <paramref name="work"/> runs, where there is a terminal.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(invocation.Error) });
        if (console.Profile.Out.IsTerminal)
        {
            await TerminalProgress.Create(console).StartAsync(async progress =>
            {
                _bar = progress.AddTask(text.Progress(new StrmSummary()));
                await work();
            });
            _bar = null;
        }
        else
        {
            await work();
        }

        foreach (var tell in _later)
        {
            tell();
        }

        foreach (var (code, count) in _counts.Where(pair => pair.Value > MaxOfOneCode))
        {
            _printer.Warning(Place, code, text.More(count - MaxOfOneCode));
        }
    }

    /// <summary>Something about one file or folder of the drive.</summary>
    public void Warn(string path, string code, string message)
    {
        var count = _counts[code] = _counts.GetValueOrDefault(code) + 1;
        if (count <= MaxOfOneCode)
        {
            Tell(() => _printer.Warning(path, code, message));
        }
    }

    /// <summary>Something about the whole run.</summary>
    public void Error(string code, string message) => Tell(() => _printer.Error(Place, code, message));

    /// <summary>Something is done.</summary>
    public void Advance(StrmSummary summary)
    {
        if (_bar is { } bar)
        {
            bar.Description = text.Progress(summary);
            bar.MaxValue = Math.Max(1, summary.Found);
            bar.Value = summary.Done;
        }
    }

    // What is written while a bar is shown would be drawn over by it.
    private void Tell(Action tell)
    {
        if (_bar is null)
        {
            tell();
        }
        else
        {
            _later.Add(tell);
        }
    }
}
