namespace Pan123Dav.Logging;

/// <summary>Where the log goes. A host registers another one to capture or move it.</summary>
/// <param name="Stream">Written by one thread at a time, flushed after each batch, never closed.</param>
public sealed record LogOutput(Stream Stream)
{
    /// <summary>The process's standard output.</summary>
    public static LogOutput Standard() => new(System.Console.OpenStandardOutput());

    /// <summary>The process's standard error.</summary>
    public static LogOutput Error() => new(System.Console.OpenStandardError());
}
