using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Export;

/// <summary>How long an export waits for 123 when it does not answer or asks to be asked later.</summary>
internal sealed record ExportRetryOptions
{
    private static readonly int[] DefaultSeconds = [5, 15, 30, 60, 60, 120];

    /// <summary>Before each further attempt; after the last of them the export ends.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = [.. DefaultSeconds.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>When 123 names a longer time, the export ends in place of waiting for it.</summary>
    public TimeSpan MaxAttempts { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the same may go well in a while: a refusal with a code of its own does not.</summary>
    public static bool IsWorthWaiting(StorageException exception) =>
        exception.Error == StorageError.Throttled || (exception.Error == StorageError.Unavailable && (exception.Code is null || exception.IsTransient));

    /// <summary>How long to wait after <paramref name="attempt"/> attempts; null to give up.</summary>
    public TimeSpan? PauseAfter(int attempt, TimeSpan? wished)
    {
        if (attempt > Pauses.Count || wished > MaxAttempts)
        {
            return null;
        }

        var pause = Pauses[attempt - 1];
        return wished > pause ? wished : pause;
    }
}
