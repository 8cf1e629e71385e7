namespace Pan123Dav.Shared;

/// <summary>All messages of this area, 11000 to 11999.</summary>
internal static partial class Log
{
    [LoggerMessage(11000, LogLevel.Warning,
        "Redis does not answer ({Problem}): where a budget bounds links no new one is made until it is back. Listings, sign-in and what is paid for go on")]
    public static partial void RedisIsAwayAndRefused(ILogger logger, string problem);

    [LoggerMessage(11001, LogLevel.Warning,
        "Redis does not answer ({Problem}): this gateway counts by itself from what was known last, and tells the others when it is back")]
    public static partial void RedisIsAway(ILogger logger, string problem);

    [LoggerMessage(11002, LogLevel.Information, "Redis is back")]
    public static partial void RedisIsBack(ILogger logger);

    [LoggerMessage(11003, LogLevel.Warning,
        "Redis has lost what the gateways had counted: it goes on from the highest count that is known, {Links} links and {Bytes} bytes today")]
    public static partial void CountsRestored(ILogger logger, long links, long bytes);

    [LoggerMessage(11004, LogLevel.Error, "The exchange with the other gateways failed, and is tried again: does another program use the same Shared:Prefix?")]
    public static partial void ExchangeFailed(ILogger logger, Exception exception);

    [LoggerMessage(11005, LogLevel.Warning, "Another gateway told something of {Topic} that is not understood here: do all run the same version?")]
    public static partial void EventNotUnderstood(ILogger logger, string topic);
}
