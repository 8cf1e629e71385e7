using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pan123Dav.Tests.Support;

/// <summary>Waits for what happens on another thread or in another process, no longer than it must.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks again until <paramref name="condition"/> holds; fails the test when it does not in good time.</summary>
    /// <param name="condition">What is looked at.</param>
    /// <param name="what">What is waited for, in the failure's message; the condition as it is written by default.</param>
    public static Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (var watch = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(watch.Elapsed < Patience, $"Not within {Patience.TotalSeconds} seconds: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
