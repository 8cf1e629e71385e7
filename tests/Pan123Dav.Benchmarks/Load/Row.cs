namespace Pan123Dav.Benchmarks.Load;

/// <summary>One line of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Goal">What was aimed at.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Verdict">met, missed or not run.</param>
/// <param name="Note">What the figure is made of.</param>
internal sealed record Row(string Work, string Goal, string Figure, string Verdict, string Note)
{
    /// <summary>A row of which less is better.</summary>
    public static Row Of(string work, double goal, double figure, string unit, string note, int decimals = 2)
    {
        var format = "F" + decimals;
        return new Row(work, $"≤ {goal:0.###}{unit}", figure.ToString(format, null) + unit, figure <= goal ? "met" : "missed", note);
    }

    public static Row NotRun(string work, string goal, string why) => new(work, goal, "–", "not run", why);

    public override string ToString() => $"| {Work} | {Goal} | {Figure} | {Verdict} | {Note} |";
}
