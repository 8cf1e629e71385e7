using System.Diagnostics;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Waits for what happens on another thread, no longer than it must.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Deadline, "It did not happen in time.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
