namespace Pan123Dav.Storage;

/// <summary>
/// A storage failed at something that is not plain absence. The message is for the log, holds no link and no secret, and is never sent to a client.
/// </summary>
public sealed class StorageException(StorageError error, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The kind of failure.</summary>
    public StorageError Error { get; } = error;

    /// <summary>How long to wait before asking again, where the service behind said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>code</c> that 123 gave; null when it gave none.</summary>
    public long? Code { get; init; }

    /// <summary>Whether asking again in a moment may help.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether another token may help.</summary>
    internal bool IsTokenRefused { get; init; }

    /// <summary>Whether there is no such call, as far as a status can tell.</summary>
    internal bool IsCallMissing { get; init; }

    /// <summary>Whether 123 refuses the address that asks, whoever signs in.</summary>
    internal bool IsAddressRefused { get; init; }
}
