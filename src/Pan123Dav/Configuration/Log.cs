namespace Pan123Dav.Configuration;

/// <summary>Everything logged about the configuration: ids 7000 to 7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "The configuration was reloaded: {Mounts} mounts, {Users} users.")]
    public static partial void Reloaded(ILogger logger, int mounts, int users);

    [LoggerMessage(7001, LogLevel.Error, "{Key}: {Mistake}")]
    public static partial void ConfigurationWrong(ILogger logger, string key, string mistake);

    [LoggerMessage(7002, LogLevel.Error, "{Source}:{Line}:{Column}: error {Code}: {Mistake}")]
    public static partial void TreeWrong(ILogger logger, string source, int line, int column, string code, string mistake);

    [LoggerMessage(7003, LogLevel.Error, "The changed configuration is wrong, so the old one stays in force.")]
    public static partial void OldConfigurationKept(ILogger logger);

    [LoggerMessage(7004, LogLevel.Warning, "{Key} was changed; that takes effect when the gateway is started again.")]
    public static partial void NeedsRestart(ILogger logger, string key);

    [LoggerMessage(7005, LogLevel.Error, "Reloading the configuration failed, so the old one stays in force.")]
    public static partial void ReloadFailed(ILogger logger, Exception exception);

    [LoggerMessage(7006, LogLevel.Error, "{File}:{Line}:{Column}: {Mistake}")]
    public static partial void FileWrong(ILogger logger, string file, int line, int column, string mistake);

    [LoggerMessage(7007, LogLevel.Warning, "{Key}: {Problem}.")]
    public static partial void ConfigurationDoubtful(ILogger logger, string key, string problem);

    [LoggerMessage(7008, LogLevel.Warning, "The system gives no notice of changed files, so they are looked at every few seconds: "
        + "to have changes seen at once, raise fs.inotify.max_user_instances and fs.inotify.max_user_watches with sysctl.")]
    public static partial void FilesPolled(ILogger logger);
}
