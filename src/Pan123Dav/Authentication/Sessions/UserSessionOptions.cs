using Pan123Dav.Configuration;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>Section <c>Pan123Dav:Session</c>: how long somebody who signed in on the page stays signed in.</summary>
internal sealed record UserSessionOptions
{
    private const int DefaultHours = 168;

    /// <summary>From signing in on; in the configuration hours, 1 to 87600 (<c>Hours</c>).</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(DefaultHours);

    public static UserSessionOptions Read(SectionReader reader) => new() { Lifetime = TimeSpan.FromHours(reader.Integer("Hours", DefaultHours, 1, 87_600)) };
}
