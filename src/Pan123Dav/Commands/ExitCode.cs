namespace Pan123Dav.Commands;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>What was asked about is not well.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The configuration is wrong: <c>EX_CONFIG</c> of BSD's sysexits.</summary>
    public const int Configuration = 78;
}
