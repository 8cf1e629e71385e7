using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.Remote;

/// <summary>What is logged about storages that ask 123: ids 2100 to 2149.</summary>
internal static partial class Log
{
    [LoggerMessage(2100, LogLevel.Warning,
        "Mount {Mount}: {Service} does not answer correctly (folder {Folder}); what was listed before is shown as it was. {Problem}")]
    public static partial void Degraded(ILogger logger, string mount, string service, RemoteId folder, string problem);

    [LoggerMessage(2101, LogLevel.Information, "Mount {Mount}: {Service} answers as it should again")]
    public static partial void Recovered(ILogger logger, string mount, string service);

    [LoggerMessage(2102, LogLevel.Error, "Mount {Mount} cannot sign in and answers 503 until it can. {Problem}")]
    public static partial void SignInFailed(ILogger logger, string mount, string problem);

    [LoggerMessage(2104, LogLevel.Warning,
        "Mount {Mount}: 123 lists {Missing} members fewer of folder {Folder} than it says there are, three times in a row; what it lists is shown")]
    public static partial void Miscounted(ILogger logger, string mount, RemoteId folder, long missing);

    [LoggerMessage(2105, LogLevel.Warning,
        "Mount {Mount}: folder {Folder} lists {Members} members. Some servers, 123's among them, leave out what comes behind about 2000: "
        + "compare, and spread it over several folders")]
    public static partial void MayBeCut(ILogger logger, string mount, RemoteId folder, int members);

    [LoggerMessage(2103, LogLevel.Warning, "Mount {Mount}: item {Id} of folder {Folder} is shown as {Name}: no path can hold its name, or another item has it")]
    public static partial void Renamed(ILogger logger, string mount, RemoteId id, RemoteId folder, string name);
}
