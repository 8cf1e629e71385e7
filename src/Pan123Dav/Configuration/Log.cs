namespace Pan123Dav.Configuration;

/// <summary>What is logged of settings files: ids of the block 7000 to 7999, which the snapshots of <c>Gateway/</c> share.</summary>
internal static partial class Log
{
    [LoggerMessage(7006, LogLevel.Error, "{File}:{Line}:{Column}: {Mistake}")]
    public static partial void FileWrong(ILogger logger, string file, int line, int column, string mistake);
}
