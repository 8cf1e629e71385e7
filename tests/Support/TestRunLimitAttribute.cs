using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Xunit.v3;

[assembly: Pan123Dav.Tests.Support.TestRunLimit]

namespace Pan123Dav.Tests.Support;

/// <summary>
/// Ends the run, with the names of the tests that are still at work, when one of them or the whole takes too long.
/// Microsoft.Testing.Platform's <c>--timeout</c> only asks the tests to end, and one that hangs does not listen.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestRunLimitAttribute : BeforeAfterTestAttribute
{
    // What coreutils' timeout answers.
    private const int ExitCode = 124;

    private static readonly TimeSpan MaxTest = GetLimit("PAN123DAV_TEST_MINUTES", 10);
    private static readonly TimeSpan MaxRun = GetLimit("PAN123DAV_TEST_RUN_MINUTES", 45);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<string, (string Name, long Started)> Running = new(StringComparer.Ordinal);
    private static readonly long Started = Stopwatch.GetTimestamp();
    private static readonly Thread Watch = StartWatch();

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        Debug.Assert(Watch.IsBackground, "The run ends though the watch goes on.");
        Running[test.UniqueID] = (test.TestDisplayName, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Running.TryRemove(test.UniqueID, out _);

    private static TimeSpan GetLimit(string variable, double minutes) =>
        TimeSpan.FromMinutes(
            double.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var set) ? set : minutes);

    // A thread of its own: a timer would wait for one of the pool, which the tests may have used up.
    private static Thread StartWatch()
    {
        var thread = new Thread(WatchRun) { IsBackground = true, Name = nameof(TestRunLimitAttribute) };
        thread.Start();
        return thread;
    }

    private static void WatchRun()
    {
        while (true)
        {
            Thread.Sleep(Period);
            var late = Running.Values.Where(test => Stopwatch.GetElapsedTime(test.Started) > MaxTest).ToList();
            if (late.Count == 0 && Stopwatch.GetElapsedTime(Started) <= MaxRun)
            {
                continue;
            }

            System.Console.Error.WriteLine(late.Count > 0
                ? $"A test runs longer than {MaxTest.TotalMinutes} minutes:"
                : $"The run takes longer than {MaxRun.TotalMinutes} minutes, at work are:");
            foreach (var (name, started) in late.Count > 0 ? late : [.. Running.Values])
            {
                System.Console.Error.WriteLine($"  {name}, for {Stopwatch.GetElapsedTime(started).TotalSeconds:0} seconds");
            }

            System.Console.Error.Flush();
            Environment.Exit(ExitCode);
        }
    }
}
