using System.Net;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Everything that is logged about delivery: ids 3000 to 3999. A resource is named by its path, never by its link.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Debug, "Delivered by {Delivery}: {Reason}.")]
    public static partial void Chosen(ILogger logger, DeliveryMode delivery, string reason);

    [LoggerMessage(3001, LogLevel.Warning, "{Resource} could not be passed on: {Problem}. The client got {StatusCode}.")]
    public static partial void NotPassedOn(ILogger logger, StoragePath resource, string problem, int statusCode);

    [LoggerMessage(3002, LogLevel.Warning, "{Resource} was cut off while it was passed on: {Problem}. The client's connection was cut as well.")]
    public static partial void CutOff(ILogger logger, StoragePath resource, string problem);

    [LoggerMessage(3003, LogLevel.Debug, "Passing on {Resource} ended: the client takes no more.")]
    public static partial void Ended(ILogger logger, StoragePath resource);

    [LoggerMessage(3005, LogLevel.Information, "A call for a link from {Address} without a download proxy's token was refused.")]
    public static partial void CallbackRefused(ILogger logger, IPAddress? address);

    [LoggerMessage(3007, LogLevel.Information, "A download proxy asked for a link to {Resource}, which nobody ordered.")]
    public static partial void CallbackUnordered(ILogger logger, StoragePath resource);

    [LoggerMessage(3006, LogLevel.Warning, "A download proxy asked for a link to {Resource}, which could not be made. {Problem}")]
    public static partial void CallbackFailed(ILogger logger, StoragePath resource, string problem);

    [LoggerMessage(3004, LogLevel.Debug, "The link to {Resource} was refused, so another was signed.")]
    public static partial void SignedAgain(ILogger logger, StoragePath resource);
}
