using System.Collections.Frozen;
using Pan123Dav.Configuration;

namespace Pan123Dav.Budgets;

/// <summary>What a link costs that leaves the gateway.</summary>
internal enum LinkCost
{
    /// <summary>The bytes that it was asked for with, although it gives all of the file.</summary>
    Requested,

    /// <summary>The file's whole size.</summary>
    WholeFile,
}

/// <summary>Section <c>Pan123Dav:Budgets</c>: how much of the owner's traffic may be spent on a UTC day.</summary>
internal sealed record BudgetOptions
{
    private const long Gibibyte = 1L << 30;

    /// <summary>Bytes a day of all users together; null for no limit.</summary>
    public long? DailyBytes { get; init; }

    /// <summary>Links a day of all users together; null for no limit.</summary>
    public long? DailyLinks { get; init; }

    /// <summary>What each user may spend who has no limit of their own.</summary>
    public UserBudgetOptions PerUser { get; init; } = new() { RequestsPerMinute = UserBudgetOptions.DefaultRequestsPerMinute };

    /// <summary>What a link to a file of unknown size costs at most, in bytes.</summary>
    public long UnknownSizeBytes { get; init; } = Gibibyte;

    /// <summary>What a link costs in bytes; those that the gateway keeps to itself cost what is passed on, whatever this says.</summary>
    public LinkCost LinkCost { get; init; }

    /// <summary>How many days the usage is kept.</summary>
    public int KeepDays { get; init; } = 400;

    /// <summary>The limits of those users who have some of their own, by name, completed from <see cref="PerUser"/>.</summary>
    public FrozenDictionary<string, UserBudgetOptions> OfUsers { get; init; } = FrozenDictionary<string, UserBudgetOptions>.Empty;

    /// <summary>What <paramref name="user"/> may spend.</summary>
    public UserBudgetOptions GetLimits(string user) => OfUsers.TryGetValue(user, out var own) ? own : PerUser;

    /// <param name="reader">The section.</param>
    /// <param name="own">What is written at single users, by name.</param>
    public static BudgetOptions Read(SectionReader reader, IEnumerable<KeyValuePair<string, UserBudgetOptions>> own)
    {
        var everybody = UserBudgetOptions.Read(reader.Section(nameof(PerUser)));
        everybody = everybody with { RequestsPerMinute = everybody.RequestsPerMinute ?? UserBudgetOptions.DefaultRequestsPerMinute };
        return new BudgetOptions
        {
            DailyBytes = reader.OptionalInteger(nameof(DailyBytes), 0, long.MaxValue),
            DailyLinks = reader.OptionalInteger(nameof(DailyLinks), 0, long.MaxValue),
            PerUser = everybody,
            UnknownSizeBytes = reader.Integer(nameof(UnknownSizeBytes), Gibibyte, 0, long.MaxValue),
            LinkCost = reader.Name(nameof(LinkCost), LinkCost.Requested),
            KeepDays = (int)reader.Integer(nameof(KeepDays), 400, 1, 36_500),

            // Two users of one name are a mistake that is reported elsewhere.
            OfUsers = own.DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                .ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Over(everybody), StringComparer.Ordinal),
        };
    }
}
