namespace Pan123Dav.Budgets.Usage;

/// <summary>Restores today's usage before the server listens, then writes it down every second, and once more at the end.</summary>
internal sealed class UsageWriter(
    UsageStore store, UsageLedger ledger, TimeProvider timeProvider, ILogger<UsageWriter> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        ledger.At(timeProvider.GetUtcNow());
        await store.SynchroniseAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = WriteAsync();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The server has answered its last request.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _writing;
        await store.SynchroniseAsync();
        var lost = ledger.Days.SelectMany(day => day.Users).Aggregate(default(UsageTotals), (sum, user) => sum + user.Unwritten);
        if (lost != default)
        {
            Log.UsageLost(logger, lost.Links, lost.Bytes);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(Period, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await store.SynchroniseAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
    }
}
