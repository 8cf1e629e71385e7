namespace Pan123Dav.Authentication.Throttling;

/// <summary>Too many attempts to sign in; nothing was verified.</summary>
internal sealed class SignInThrottledException(TimeSpan delay) : Exception("There were too many attempts to sign in.")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan Delay { get; } = delay;
}
