using System.ComponentModel;

namespace Pan123Dav.Admin.Users;

/// <summary>What <c>/api/v1/users</c> answers.</summary>
[Description("Who may sign in.")]
internal sealed record UsersReport
{
    [Description("In the order of the configuration.")]
    public required IReadOnlyList<UserEntry> Users { get; init; }

    [Description("Whether users can be added here.")]
    public required bool Writable { get; init; }

    [Description("The settings file that they are added to; null when there is none.")]
    public string? File { get; init; }

    [Description("Why not, and what to do, in the language of Accept-Language.")]
    public string? Reason { get; init; }

    [Description("Why not, for programs.")]
    public string? Code { get; init; }
}

/// <summary>A user, without any secret.</summary>
[Description("Someone who may sign in.")]
internal sealed record UserEntry
{
    [Description("The name.")]
    public required string Name { get; init; }

    [Description("The subtrees the user sees.")]
    public required IReadOnlyList<string> Paths { get; init; }

    [Description("Whether the user may use this API.")]
    public required bool Admin { get; init; }

    [Description("Limits of the user's own; null when there are none.")]
    public UserBudget? Budget { get; init; }

    [Description("Whether the user can be changed and removed here.")]
    public required bool Writable { get; init; }

    [Description("Why not, and what to do, in the language of Accept-Language.")]
    public string? Reason { get; init; }

    [Description("Why not, for programs: environment, mixed, kept-out, broken-file, or what a file has.")]
    public string? Code { get; init; }

    [Description("Whether it is the user who asks.")]
    public required bool Self { get; init; }
}

/// <summary>Limits of one user; null where those for everybody hold.</summary>
[Description("Limits of one user; null where those for everybody hold.")]
internal sealed record UserBudget
{
    [Description("Bytes a UTC day.")]
    public long? DailyBytes { get; init; }

    [Description("Links a UTC day.")]
    public long? DailyLinks { get; init; }

    [Description("Requests a minute.")]
    public long? RequestsPerMinute { get; init; }

    [Description("The most that ffmpeg's requests for one file cost on a UTC day, in bytes.")]
    public long? ProbeBytes { get; init; }
}

/// <summary>What a user is to be. On a change, what is left out stays, and null takes it away.</summary>
[Description("What a user is to be. On a change, what is left out stays, and null takes it away.")]
internal sealed record UserInput
{
    [Description("The name; on a change the same one.")]
    public string? Name { get; init; }

    [Description("A new password; only its hash is kept.")]
    public string? Password { get; init; }

    [Description("The subtrees the user sees; all of it by default.")]
    public IReadOnlyList<string>? Paths { get; init; }

    [Description("Whether the user may use this API; false by default.")]
    public bool? Admin { get; init; }

    [Description("Limits of the user's own.")]
    public UserBudget? Budget { get; init; }
}

/// <summary>What <c>/api/v1/access</c> answers.</summary>
[Description("Rules for subtrees.")]
internal sealed record AccessReport
{
    [Description("In the order of the configuration; the most specific path decides.")]
    public required IReadOnlyList<AccessRule> Rules { get; init; }

    [Description("Whether they can be changed here.")]
    public required bool Writable { get; init; }

    [Description("The settings file that they stand in; null when there is none.")]
    public string? File { get; init; }

    [Description("Why not, and what to do, in the language of Accept-Language.")]
    public string? Reason { get; init; }

    [Description("Why not, for programs.")]
    public string? Code { get; init; }
}

/// <summary>All rules as they are to be.</summary>
[Description("All rules as they are to be.")]
internal sealed record AccessInput
{
    [Description("In their order.")]
    public required IReadOnlyList<AccessRule> Rules { get; init; }
}

/// <summary>What holds for one subtree.</summary>
[Description("What holds for one subtree.")]
internal sealed record AccessRule
{
    [Description("The subtree.")]
    public required string Path { get; init; }

    [Description("Who may see it, * for every user; none when the rule above decides.")]
    public IReadOnlyList<string>? Users { get; init; }

    [Description("Regular expressions of names that are hidden; null when the rule above decides.")]
    public IReadOnlyList<string>? Hide { get; init; }
}
