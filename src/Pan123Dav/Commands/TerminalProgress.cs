using Spectre.Console;

namespace Pan123Dav.Commands;

/// <summary>A bar for work that takes a while. Nothing else may be written to the terminal while it is shown, for it is drawn anew in its place.</summary>
internal static class TerminalProgress
{
    // With a description of 30 columns this fits into 80.
    private const int BarWidth = 20;

    public static Progress Create(IAnsiConsole console) => console.Progress().Columns(
        new TaskDescriptionColumn { Alignment = Justify.Left },
        new ProgressBarColumn { Width = BarWidth },
        new PercentageColumn(),
        new ElapsedTimeColumn(),
        new RemainingTimeColumn());
}
