using System.Diagnostics;

namespace Pan123Dav.Tests.Support;

internal static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Waits until <paramref name="condition"/> holds; fails the test when it does not in good time.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var watch = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(watch.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} seconds: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
