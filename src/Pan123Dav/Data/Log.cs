namespace Pan123Dav.Data;

/// <summary>What is logged about the database and its folder: ids 6900 to 6999, behind those of the metadata in it.</summary>
internal static partial class Log
{
    [LoggerMessage(6900, LogLevel.Warning, "Sign-ins at 123 cannot be kept for the next start: {Problem}")]
    public static partial void TokensNotKept(ILogger logger, string problem);

    [LoggerMessage(6901, LogLevel.Warning,
        "{Folder} cannot be used properly ({Problem}): what is kept there may be lost at the next start, or read by others. "
        + "Let the user that runs the gateway own it, or name another folder in Pan123Dav:DataDirectory.")]
    public static partial void FolderNotHeld(ILogger logger, string folder, string problem);
}
