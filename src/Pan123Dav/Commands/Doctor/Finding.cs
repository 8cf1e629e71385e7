namespace Pan123Dav.Commands.Doctor;

/// <summary>What a check found, in words that hold no link and no secret.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What is the case.</param>
/// <param name="Action">What to do, and where; empty when nothing.</param>
internal readonly record struct Finding(CheckStatus Status, string Message, string Action = "")
{
    public static Finding Pass(string message) => new(CheckStatus.Pass, message);

    public static Finding Skip(string message) => new(CheckStatus.Skip, message);

    public static Finding Warn(string message, string action) => new(CheckStatus.Warn, message, action);

    public static Finding Fail(string message, string action) => new(CheckStatus.Fail, message, action);
}
