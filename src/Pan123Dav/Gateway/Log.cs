namespace Pan123Dav.Gateway;

/// <summary>Everything logged about snapshots of the configuration: ids 7000 to 7999.</summary>
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

    [LoggerMessage(7007, LogLevel.Warning, "{Key}: {Problem}.")]
    public static partial void ConfigurationDoubtful(ILogger logger, string key, string problem);

    [LoggerMessage(7008, LogLevel.Warning, "The system gives no notice of changed files, so they are looked at every few seconds: "
        + "to have changes seen at once, raise fs.inotify.max_user_instances and fs.inotify.max_user_watches with sysctl.")]
    public static partial void FilesPolled(ILogger logger);

    [LoggerMessage(8000, LogLevel.Warning,
        "{Address} is plain HTTP beyond this machine, so passwords can be read on the way, and Windows Explorer will not send them: "
        + "it asks for the password and then says that it is wrong. Serve HTTPS, or put a reverse proxy "
        + "in front and name it in Pan123Dav:ForwardedHeaders:KnownProxies.")]
    public static partial void PasswordsReadable(ILogger logger, string address);
}
