namespace Pan123Dav.Data;

/// <summary>What is logged about the database: ids 6900 to 6999, behind those of the metadata in it.</summary>
internal static partial class Log
{
    [LoggerMessage(6900, LogLevel.Warning, "Sign-ins at 123 cannot be kept for the next start: {Problem}")]
    public static partial void TokensNotKept(ILogger logger, string problem);
}
