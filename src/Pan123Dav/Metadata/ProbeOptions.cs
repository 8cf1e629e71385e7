using Pan123Dav.Configuration;

namespace Pan123Dav.Metadata;

/// <summary>Section <c>Pan123Dav:Probe</c>: learning the sizes and times that a tree text leaves out, from the content hosts.</summary>
internal sealed record ProbeOptions
{
    /// <summary>Whether anything is asked for at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many files are asked for at the same time.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>How many requests a second go out for it at the most.</summary>
    public int RequestsPerSecond { get; init; } = 5;

    /// <summary>
    /// How long a listing waits for the sizes of its members; what comes later shows in the next. In the configuration milliseconds, 0 to 60000.
    /// </summary>
    public TimeSpan ListingWait { get; init; } = TimeSpan.FromMilliseconds(1500);

    public static ProbeOptions Read(SectionReader reader) => new()
    {
        Enabled = reader.Boolean(nameof(Enabled), true),
        Concurrency = (int)reader.Integer(nameof(Concurrency), 2, 1, 64),
        RequestsPerSecond = (int)reader.Integer(nameof(RequestsPerSecond), 5, 1, 1000),
        ListingWait = TimeSpan.FromMilliseconds(reader.Integer("ListingWaitMilliseconds", 1500, 0, 60_000)),
    };
}
