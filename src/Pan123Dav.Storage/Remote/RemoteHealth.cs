using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Remote;

/// <summary>Remembers whether 123 answers as it should, and says so in the log when that begins and when it ends, not each time in between.</summary>
internal sealed class RemoteHealth(MountOptions options, TimeProvider timeProvider, ILogger logger)
{
    // One bad folder that nobody opens again must not be told of for ever.
    private static readonly TimeSpan OneFolderCounts = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();

    private string Service => options.Remote?.Service ?? ApiErrors.Service;

    private volatile Trouble? _trouble;

    /// <summary>Whether the last that is known is a failure.</summary>
    public bool IsDegraded => Problem is not null;

    /// <summary>What that failure was, as the log has it; null when it was none.</summary>
    public string? Problem => _trouble is { } trouble && (trouble.Folder is null || timeProvider.GetElapsedTime(trouble.Seen) < OneFolderCounts)
        ? trouble.Message
        : null;

    /// <summary>A listing was read, or a sign-in went well.</summary>
    public void Succeeded(RemoteId? folder)
    {
        if (_trouble is null)
        {
            return;
        }

        lock (_lock)
        {
            // What is wrong with one folder is not mended by another.
            if (_trouble is { } trouble && (trouble.Folder is null || trouble.Folder == folder))
            {
                _trouble = null;
                Log.Recovered(logger, options.ToString(), Service);
            }
        }
    }

    /// <summary>The sign-in at start went wrong: one error, and nothing more until it goes well.</summary>
    public void SignInFailed(StorageException exception)
    {
        lock (_lock)
        {
            _trouble = new Trouble(null, timeProvider.GetTimestamp(), exception.Message);
            Log.SignInFailed(logger, options.ToString(), exception.Message);
        }
    }

    /// <summary>A listing could not be read.</summary>
    public void Failed(RemoteId folder, StorageException exception)
    {
        if (exception.Error == StorageError.NotFound)
        {
            return;
        }

        lock (_lock)
        {
            var isOfOne = exception.Error is StorageError.Malformed or StorageError.Forbidden;
            if (_trouble is null)
            {
                Log.Degraded(logger, options.ToString(), Service, folder, exception.Message);
            }

            var isOfFolder = isOfOne && _trouble is null or { Folder: not null };
            _trouble = new Trouble(isOfFolder ? _trouble?.Folder ?? folder : null, timeProvider.GetTimestamp(), exception.Message);
        }
    }

    private sealed record Trouble(RemoteId? Folder, long Seen, string Message);
}
