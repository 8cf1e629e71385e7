namespace Pan123Dav.Authentication.Tokens;

/// <summary>What is logged about API tokens: ids 4100 to 4199. No token is ever among the values.</summary>
internal static partial class Log
{
    [LoggerMessage(4100, LogLevel.Warning, "API tokens cannot be kept ({Problem}): links that are signed now may be dead after the next start. "
        + "Let the user that runs the gateway write Pan123Dav:DataDirectory, or give each user an ApiToken in the configuration")]
    public static partial void TokensNotKept(ILogger logger, string problem);

    [LoggerMessage(4101, LogLevel.Information, "An API token was replaced: the links that were signed with the last one are dead")]
    public static partial void TokensReplaced(ILogger logger);
}
