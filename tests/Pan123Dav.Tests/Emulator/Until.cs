namespace Pan123Dav.Tests.Emulator;

/// <summary>Waits for what happens on another thread.</summary>
internal static class Until
{
    /// <summary>Looks again until <paramref name="condition"/> holds; fails after ten seconds.</summary>
    public static async Task TrueAsync(Func<bool> condition, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "The condition did not come true in ten seconds.");
            await Task.Delay(5, cancellation);
        }
    }
}
