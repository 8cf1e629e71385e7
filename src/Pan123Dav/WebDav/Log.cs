using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>Everything the protocol layer logs: ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "An answer had begun when it failed, so its connection was cut.")]
    public static partial void AnswerCutOff(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "A storage failed with {Error}; the client got {StatusCode}. {Problem}")]
    public static partial void StorageFailed(ILogger logger, StorageError error, int statusCode, string problem);

    [LoggerMessage(1003, LogLevel.Error, "A request failed.")]
    public static partial void Failed(ILogger logger, Exception exception);
}
