using System.Net;

namespace Pan123Dav.Authentication;

/// <summary>All messages of this area, 4000 to 4999. No password and no Authorization header is ever among their values.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "Sign-in as {User} from {Address} refused: the user name or the password is wrong")]
    public static partial void SignInRefused(ILogger logger, string user, IPAddress? address);

    [LoggerMessage(4001, LogLevel.Information, "Credentials from {Address} refused: {Problem}")]
    public static partial void CredentialsMalformed(ILogger logger, IPAddress? address, string problem);

    [LoggerMessage(4002, LogLevel.Warning,
        "{Address} has failed to sign in {Failures} times and is refused until {Minutes} minutes have passed since the first")]
    public static partial void AddressThrottled(ILogger logger, IPAddress? address, int failures, double minutes);

    [LoggerMessage(4003, LogLevel.Warning,
        "The OpenID provider of Pan123Dav:Jwt:Authority cannot be asked for its keys ({Problem}): tokens are answered 503 until it can")]
    public static partial void ProviderUnreachable(ILogger logger, string problem);

    [LoggerMessage(4010, LogLevel.Warning,
        "The key of the page's sessions cannot be kept in {Folder} ({Problem}): who is signed in there has to sign in again after a restart")]
    public static partial void SessionKeyNotKept(ILogger logger, string folder, string problem);
}
