using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage;

/// <summary>Every message of this assembly. Ids are 2000 to 2999 and never renumbered.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Mount {Mount}: {Files} files in {Collections} folders from {Source}")]
    public static partial void TreeLoaded(ILogger logger, string mount, int files, int collections, string source);

    [LoggerMessage(2001, LogLevel.Error, "Mount {Mount}: {Source} has errors; the tree that is served stays as it was")]
    public static partial void TreeRejected(ILogger logger, string mount, string source);

    [LoggerMessage(EventId = 2002, Message = "{Source}:{Line}:{Column}: {Code}: {Message}")]
    public static partial void TreeDiagnostic(ILogger logger, LogLevel level, string source, int line, int column, string code, string message);

    [LoggerMessage(EventId = 2003, Message = "{Source}: {Code}: {Message}")]
    public static partial void MoreTreeDiagnostics(ILogger logger, LogLevel level, string source, string code, string message);

    [LoggerMessage(2004, LogLevel.Warning, "Mount {Mount}: {Source} cannot be read, the tree that is served stays as it was. {Problem}")]
    public static partial void TreeFileUnavailable(ILogger logger, string mount, string source, string problem);

    [LoggerMessage(2005, LogLevel.Information, "Mount {Mount}: {Source} can be read again")]
    public static partial void TreeFileRecovered(ILogger logger, string mount, string source);

    [LoggerMessage(2006, LogLevel.Error, "A tree file could not be watched this time")]
    public static partial void TreeFileWatchFailed(ILogger logger, Exception exception);

    [LoggerMessage(2007, LogLevel.Warning, "Mount {Mount}: {Problem}")]
    public static partial void MountWarning(ILogger logger, string mount, string problem);

    [LoggerMessage(2008, LogLevel.Warning,
        "The Hide pattern {Pattern} takes too long for some names, which are hidden; write it without lookaround and back-references")]
    public static partial void PatternTooSlow(ILogger logger, string pattern);
}
