using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>What is logged about AList's API: ids 10000 to 10099.</summary>
internal static partial class Log
{
    [LoggerMessage(10000, LogLevel.Warning, "A storage failed with {Error}; a client of AList's API got code 500. {Problem}")]
    public static partial void StorageFailed(ILogger logger, StorageError error, string problem);
}
