using Pan123Dav.Data;

namespace Pan123Dav.Metadata;

/// <summary>
/// Everything that is logged about learning sizes and times: ids 6000 to 6999. A resource is named by its path in its tree, never by its link.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6000, Message = "The size of {Resource} could not be learnt: {Problem}.")]
    public static partial void NotLearnt(ILogger logger, LogLevel level, string resource, string problem);

    [LoggerMessage(6001, LogLevel.Error, "Learning the size of {Resource} failed.")]
    public static partial void ProbeFailed(ILogger logger, string resource, Exception exception);

    [LoggerMessage(
        6002,
        LogLevel.Error,
        "The database of sizes and times cannot be used ({Problem}): what is learnt from now on is lost when the gateway ends. " + DatabaseAdvice.Text)]
    public static partial void DatabaseUnusable(ILogger logger, string problem);
}
