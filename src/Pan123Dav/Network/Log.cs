namespace Pan123Dav.Network;

/// <summary>Everything that is logged about the network: ids 8000 to 8999.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Warning, "{Address} is plain HTTP beyond this machine, so passwords can be read on the way, and Windows Explorer will not send them: "
        + "it asks for the password and then says that it is wrong. Serve HTTPS, or put a reverse proxy in front and name it in Pan123Dav:ForwardedHeaders:KnownProxies.")]
    public static partial void PasswordsReadable(ILogger logger, string address);
}
