using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.WebApi;

/// <summary>What is logged about shares and personal mounts beside what every storage that asks 123 logs: ids 2200 to 2299.</summary>
internal static partial class WebLog
{
    [LoggerMessage(2200, LogLevel.Information, "Mount {Mount} signs in at 123")]
    public static partial void SigningIn(ILogger logger, string mount);
}
