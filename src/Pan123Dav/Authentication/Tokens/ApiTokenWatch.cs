using Microsoft.Extensions.Options;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>
/// Keeps the tokens up to date: with the users of the configuration, and with what another process writes, such as <c>api-token --revoke</c>, which is known
/// within five seconds. Before the server listens every user has one.
/// </summary>
internal sealed class ApiTokenWatch(ApiTokens tokens, IOptionsMonitor<ApiTokenOptions> options, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>How often it looks: a few rows are read, as a change may not show in the times of the files.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private IDisposable? _changes;
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _changes = options.OnChange(current => tokens.Use(current.Users));
        tokens.Use(options.CurrentValue.Users);
        _timer = time.CreateTimer(_ => tokens.Refresh(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _timer?.Dispose();
    }
}
