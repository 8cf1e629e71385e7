using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.UrlTree.Watching;

/// <summary>
/// Keeps a storage's tree up to date with its file, by polling: the notices of the operating system do not come through network mounts and bind mounts,
/// nor when Kubernetes swaps the <c>..data</c> link above the file.
/// </summary>
internal sealed class TreeFileWatcher : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly TreeFilePoll _poll;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private readonly Task _run;

    public TreeFileWatcher(TreeFilePoll poll, TimeSpan interval, TimeProvider timeProvider, ILogger logger)
    {
        _poll = poll;
        _logger = logger;
        _timer = new PeriodicTimer(interval, timeProvider);
        _run = Task.Run(RunAsync);
    }

    /// <summary>Reads the file now. False when what it holds is not served.</summary>
    public bool Reload() => _poll.Reload();

    /// <summary>Ends the polling; a reading that is under way is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        // A disposed timer answers false to who waits for its next tick.
        _timer.Dispose();
        await _run.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                _poll.Poll();
            }
            catch (Exception exception)
            {
                // Whatever it was, the next change of the file must still be seen.
                Log.TreeFileWatchFailed(_logger, exception);
            }
        }
    }
}
