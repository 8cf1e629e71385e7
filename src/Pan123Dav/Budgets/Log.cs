using System.Net;
using Pan123Dav.Data;

namespace Pan123Dav.Budgets;

/// <summary>All messages of this area, 5000 to 5999. No link is ever among their values.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Debug, "Link for {User} at {Address} to {Path}: size {Size}, {Charged} bytes counted", SkipEnabledCheck = true)]
    public static partial void LinkMade(ILogger logger, string user, IPAddress? address, string path, long? size, long charged);

    [LoggerMessage(5001, LogLevel.Warning, "80 % of today's budget of {Limit} {Unit} for {User} are spent")]
    public static partial void UserBudgetNearlySpent(ILogger logger, long limit, string unit, string user);

    [LoggerMessage(5002, LogLevel.Warning, "100 % of today's budget of {Limit} {Unit} for {User} are spent: further links are refused until midnight UTC")]
    public static partial void UserBudgetSpent(ILogger logger, long limit, string unit, string user);

    [LoggerMessage(5003, LogLevel.Warning, "80 % of today's budget of {Limit} {Unit} for the whole gateway are spent")]
    public static partial void GatewayBudgetNearlySpent(ILogger logger, long limit, string unit);

    [LoggerMessage(5004, LogLevel.Warning,
        "100 % of today's budget of {Limit} {Unit} for the whole gateway are spent: further links are refused until midnight UTC")]
    public static partial void GatewayBudgetSpent(ILogger logger, long limit, string unit);

    [LoggerMessage(
        5005,
        LogLevel.Error,
        "The usage cannot be read or written ({Problem}): it is kept in memory and tried again every second, but lost when the gateway ends before that. "
        + DatabaseAdvice.Text)]
    public static partial void UsageNotWritten(ILogger logger, string problem);

    [LoggerMessage(5006, LogLevel.Information, "The usage is written again")]
    public static partial void UsageWrittenAgain(ILogger logger);

    [LoggerMessage(5007, LogLevel.Error, "Usage that was not written is lost: {Links} links, {Bytes} bytes")]
    public static partial void UsageLost(ILogger logger, long links, long bytes);

    [LoggerMessage(5008, LogLevel.Debug, "Passing on to {User} at {Address} {Path}: size {Size}, {Reserved} bytes reserved", SkipEnabledCheck = true)]
    public static partial void TransferBegun(ILogger logger, string user, IPAddress? address, string path, long? size, long reserved);
}
