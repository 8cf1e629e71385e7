using Pan123Dav.Logging;

namespace Pan123Dav.Shared;

/// <summary>
/// Exchanges with the other gateways before the server listens, twice a second from then on, and once more at the end; finds out when Redis is back.
/// </summary>
internal sealed class SharedExchange(
    RedisConnection connection,
    CommonCounts counts,
    IEnumerable<IExchangedPart> parts,
    GatewayMetrics metrics,
    TimeProvider timeProvider,
    ILogger<SharedExchange> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private Task _exchanging = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        metrics.Meter.CreateObservableGauge(
            "pan123dav.shared.up", () => connection.IsUp ? 1L : 0L, null, "1 while Redis answers, which several gateways share.");
        await connection.OpenAsync();
        await ExchangeAsync();
        connection.HasStarted = true;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _exchanging = RunAsync();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The server has answered its last request, and what is left untold is written to the database after this.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _exchanging;
        await ExchangeAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await ExchangeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
    }

    private async Task ExchangeAsync()
    {
        try
        {
            if (!await counts.ExchangeAsync(isProbe: true))
            {
                return;
            }

            foreach (var part in parts)
            {
                await part.ExchangeAsync();
            }
        }
        catch (Exception e)
        {
            // An answer that makes no sense, as when another program uses the same keys.
            Log.ExchangeFailed(logger, e);
        }
    }
}
