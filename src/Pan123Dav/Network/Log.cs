using System.Net;

namespace Pan123Dav.Network;

/// <summary>Everything that is logged about the network: ids 8000 to 8999.</summary>
internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Information, "A request from {Address} was refused with {StatusCode}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, IPAddress? address, int statusCode, string reason);

    [LoggerMessage(8002, LogLevel.Warning, "{Address} sends X-Forwarded-For or the like and is not named in Pan123Dav:ForwardedHeaders:KnownProxies. "
        + "If it is your reverse proxy, name it there: until then all who come through it count as "
        + "one, and ten wrong passwords of a stranger lock everybody out. "
        + "If it is not, these headers are ignored, and nothing needs to be done. This is told once.")]
    public static partial void ProxyUnnamed(ILogger logger, IPAddress? address);
}
