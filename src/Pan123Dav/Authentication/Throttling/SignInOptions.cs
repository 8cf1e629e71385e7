using Pan123Dav.Configuration;

namespace Pan123Dav.Authentication.Throttling;

/// <summary>Section <c>Pan123Dav:SignIn</c>: how long passwords may be guessed.</summary>
internal sealed record SignInOptions
{
    /// <summary>
    /// How many wrong passwords an address may send within <see cref="Window"/>, and how many for one user name that nobody signed in with from there since.
    /// The next is refused unseen. An IPv6 address counts as its network of 64 bits.
    /// </summary>
    public int FailuresPerAddress { get; init; } = 10;

    /// <summary>How long failures are held against an address, from the first on; in the configuration minutes, 1 to 525600 (<c>WindowMinutes</c>).</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    public static SignInOptions Read(SectionReader reader) => new()
    {
        FailuresPerAddress = (int)reader.Integer(nameof(FailuresPerAddress), 10, 1, 1_000_000),
        Window = reader.Minutes("WindowMinutes", TimeSpan.FromMinutes(15)),
    };
}
