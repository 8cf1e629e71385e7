using Pan123Dav.Configuration;

namespace Pan123Dav.Budgets;

/// <summary>
/// What one user may spend: <c>Pan123Dav:Budgets:PerUser</c> for everybody, <c>Pan123Dav:Users:[i]:Budget</c> for one. Null where nothing is written.
/// </summary>
public sealed record UserBudgetOptions
{
    /// <summary>Requests a minute where nothing else is written.</summary>
    public const int DefaultRequestsPerMinute = 1200;

    /// <summary>Bytes a UTC day.</summary>
    public long? DailyBytes { get; init; }

    /// <summary>Links a UTC day.</summary>
    public long? DailyLinks { get; init; }

    /// <summary>Requests a minute, 1 or more.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>
    /// For a media server's own user: the most bytes that all requests of ffmpeg and ffprobe for one file
    /// cost on a UTC day, 1 or more. Null: they cost what they ask for.
    /// </summary>
    public long? ProbeBytes { get; init; }

    /// <summary>These limits, and those of <paramref name="everybody"/> where there are none.</summary>
    public UserBudgetOptions Over(UserBudgetOptions everybody)
    {
        ArgumentNullException.ThrowIfNull(everybody);
        return new UserBudgetOptions
        {
            DailyBytes = DailyBytes ?? everybody.DailyBytes,
            DailyLinks = DailyLinks ?? everybody.DailyLinks,
            RequestsPerMinute = RequestsPerMinute ?? everybody.RequestsPerMinute,
            ProbeBytes = ProbeBytes,
        };
    }

    internal static UserBudgetOptions Read(SectionReader reader) => new()
    {
        DailyBytes = reader.OptionalInteger(nameof(DailyBytes), 0, long.MaxValue),
        DailyLinks = reader.OptionalInteger(nameof(DailyLinks), 0, long.MaxValue),
        RequestsPerMinute = (int?)reader.OptionalInteger(nameof(RequestsPerMinute), 1, int.MaxValue),
    };

    /// <summary>Reads what is written at one user.</summary>
    internal static UserBudgetOptions ReadOfUser(SectionReader reader) =>
        Read(reader) with { ProbeBytes = reader.OptionalInteger(nameof(ProbeBytes), 1, long.MaxValue) };
}
