using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Pan123Dav.Commands.Export;

/// <summary>Tells people what goes on: a bar on a terminal, with the warnings behind it; else the warnings as they come.</summary>
internal sealed class ExportReport : IExportReport
{
    private const int MaxWarnings = 1000;

    private readonly DiagnosticPrinter _printer;
    private readonly InvocationConfiguration _invocation;
    private readonly List<(string Path, string Code, string Message)> _later = [];
    private ProgressTask? _bar;
    private int _hidden;

    public ExportReport(InvocationConfiguration invocation)
    {
        _printer = DiagnosticPrinter.For(invocation);
        _invocation = invocation;
    }

    /// <summary>Shows a bar while <paramref name="work"/> runs, where standard error is a terminal.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_invocation.Error) });
        if (!console.Profile.Out.IsTerminal)
        {
            await work();
            return;
        }

        await TerminalProgress.Create(console).StartAsync(async progress =>
        {
            _bar = progress.AddTask(Translate("Files and folders"));
            await work();
        });
        _bar = null;
        foreach (var (path, code, message) in _later)
        {
            _printer.Warning(path, code, message);
        }

        if (_hidden > 0)
        {
            _printer.Warning("pan123dav export", "more", string.Create(CultureInfo.InvariantCulture, $"{_hidden} more warnings are not shown"));
        }
    }

    public void Warn(string path, string code, string message)
    {
        if (_bar is null)
        {
            _printer.Warning(path, code, message);
        }
        else if (_later.Count < MaxWarnings)
        {
            _later.Add((path, code, message));
        }
        else
        {
            _hidden++;
        }
    }

    public void Wait(TimeSpan time, string reason)
    {
        if (_bar is { } bar)
        {
            bar.Description = Translate(string.Create(CultureInfo.InvariantCulture, $"Waiting {time.TotalSeconds:0} s for 123"));
        }
        else
        {
            _printer.Warning("pan123dav export", "waiting", string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds. {reason}"));
        }
    }

    public void Advance(ExportSummary summary)
    {
        if (_bar is { } bar)
        {
            bar.Description = Translate(string.Create(CultureInfo.InvariantCulture, $"{summary.Files} files, {summary.Folders} folders"));
            bar.MaxValue = Math.Max(1, summary.Found);
            bar.Value = summary.Done;
        }
    }

    private string Translate(string message) => _invocation.GetMessages().Translate(message);
}
