using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.WebDav;

/// <summary>What is logged about upstream WebDAV servers: ids 2170 to 2189.</summary>
internal static partial class WebDavLog
{
    [LoggerMessage(2170, LogLevel.Warning,
        "Mount {Mount}: folder {Folder} lists {Members} members that cannot be its own (of another host or folder, "
        + "or with names that no path can hold); they are left out")]
    public static partial void Dropped(ILogger logger, string mount, RemoteId folder, int members);
}
