namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>What is logged about remote authentication: ids 5500 to 5599. No link and no ticket is ever among the values.</summary>
internal static partial class Log
{
    [LoggerMessage(5500, LogLevel.Warning, "A link of {User} to {Path} was passed on: {Addresses} addresses ask for it, and only the first ones get the file")]
    public static partial void PassedOn(ILogger logger, string user, string path, int addresses);

    [LoggerMessage(5501, LogLevel.Warning,
        "The key of links' tickets cannot be kept ({Problem}): after a restart 123 refuses every link made before it. "
        + "Let the user that runs the gateway own the folder of Pan123Dav:DataDirectory, or name another one there")]
    public static partial void KeyNotKept(ILogger logger, string problem);

    [LoggerMessage(5502, LogLevel.Warning, "Stopped links cannot be read or kept ({Problem}): after a restart they work again until they expire")]
    public static partial void StopsNotKept(ILogger logger, string problem);
}
