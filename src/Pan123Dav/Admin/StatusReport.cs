using System.ComponentModel;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Admin;

/// <summary>How the gateway is, as <c>/api/v1/status</c> tells it. No link, no password and no token is in it.</summary>
[Description("How the gateway is at the moment.")]
internal sealed record StatusReport
{
    [Description("The program's version.")]
    public required string Version { get; init; }

    [Description("The gateway's clock.")]
    public required DateTimeOffset Now { get; init; }

    [Description("When it was started.")]
    public required DateTimeOffset Started { get; init; }

    [Description("For how many seconds it has run.")]
    public required long UptimeSeconds { get; init; }

    [Description("healthy, degraded or unhealthy: what /healthz/ready answers.")]
    public required string Readiness { get; init; }

    [Description("What readiness is made of.")]
    public required IReadOnlyList<StateEntry> Checks { get; init; }

    [Description("The mounts, in the order of the configuration.")]
    public required IReadOnlyList<MountStatus> Mounts { get; init; }

    [Description("Today's budgets.")]
    public required BudgetsStatus Budgets { get; init; }

    [Description(
        "Refused requests since the start, by reason: user-bytes, user-links, gateway-bytes and "
            + "gateway-links are budgets, sign-in is too many wrong passwords, "
        + "requests too many requests a minute, streams too many files at a time.")]
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    [Description("Whether 123 asks before it serves, and what it was told.")]
    public required RemoteAuthenticationStatus RemoteAuthentication { get; init; }

    [Description("Files that are being passed on.")]
    public required int OpenStreams { get; init; }

    [Description("Links of users that have not expired; 0 without remote authentication.")]
    public required int LiveLinks { get; init; }

    [Description("Whether what was written last is in force.")]
    public required ConfigurationState Configuration { get; init; }

    [Description("What several gateways have in common.")]
    public required SharedStatus Shared { get; init; }
}

/// <summary>One of the things that may be well or not.</summary>
[Description("One part of the gateway's readiness.")]
internal sealed record StateEntry
{
    [Description("What it is.")]
    public required string Name { get; init; }

    [Description("healthy, degraded or unhealthy.")]
    public required string State { get; init; }

    [Description("What is wrong; null while nothing is.")]
    public string? Problem { get; init; }
}

/// <summary>A mount, and whether it answers.</summary>
[Description("A mount and how it is.")]
internal sealed record MountStatus
{
    [Description("Where it stands in the drive.")]
    public required string Path { get; init; }

    [Description("Its type, as it is configured.")]
    public required string Type { get; init; }

    [Description("healthy; degraded while its service does not answer correctly, or its changed tree is wrong and the one before is served.")]
    public required string State { get; init; }

    [Description("What is wrong; null while nothing is.")]
    public string? Problem { get; init; }
}

/// <summary>Whether the configuration that was written last is in force.</summary>
[Description("Whether the configuration that was written last is in force.")]
internal sealed record ConfigurationState
{
    [Description("false while a configuration or settings file is kept out because it is wrong.")]
    public required bool IsInForce { get; init; }

    [Description("Why it is kept out.")]
    public required IReadOnlyList<ConfigurationMistake> Mistakes { get; init; }
}

/// <summary>What <c>/remote-auth</c> answered.</summary>
[Description("Remote authentication.")]
internal sealed record RemoteAuthenticationStatus
{
    [Description("Whether it is switched on.")]
    public required bool Enabled { get; init; }

    [Description("How many addresses may use one link.")]
    public required int MaxAddresses { get; init; }

    [Description("How often 123 asked since the start, by what it was told: granted, or the reason for the refusal.")]
    public required IReadOnlyDictionary<string, long> Requests { get; init; }
}

/// <summary>What several gateways have in common.</summary>
[Description("Several gateways as one.")]
internal sealed record SharedStatus
{
    [Description("Whether they share budgets and the rest (Shared:Redis).")]
    public required bool Enabled { get; init; }
}

/// <summary>The budgets of a day.</summary>
[Description("Today's budgets, and what was spent of them.")]
internal sealed record BudgetsStatus
{
    [Description("The UTC day.")]
    public required DateOnly Day { get; init; }

    [Description("When it ends and the budgets begin anew.")]
    public required DateTimeOffset Ends { get; init; }

    [Description("The gateway's own, then the users' by name.")]
    public required IReadOnlyList<BudgetStatus> Scopes { get; init; }
}

/// <summary>What one user, or all of them together, may spend and have spent on a day.</summary>
[Description("What one user, or all users together, may spend and have spent today.")]
internal sealed record BudgetStatus
{
    [Description("gateway: all users together; user: one of them.")]
    public required string Scope { get; init; }

    [Description("The user's name; null for the gateway.")]
    public string? User { get; init; }

    [Description("Bytes.")]
    public required AmountStatus Bytes { get; init; }

    [Description("Links.")]
    public required AmountStatus Links { get; init; }

    [Description("Links that were refused today because a budget was spent.")]
    public required long Refused { get; init; }

    [Description("Requests that 123 asked about today and was told to serve; 0 without remote authentication.")]
    public required long Requests { get; init; }

    [Description("Requests that 123 asked about today and was told to refuse.")]
    public required long RequestsRefused { get; init; }

    public static BudgetStatus Create(string? user, UsageTotals spent, RequestTotals requests, long? bytes, long? links) => new()
    {
        Scope = user is null ? "gateway" : "user",
        User = user,
        Bytes = new() { Limit = bytes, Spent = spent.Bytes },
        Links = new() { Limit = links, Spent = spent.Links },
        Refused = spent.Refused,
        Requests = requests.Served,
        RequestsRefused = requests.Refused,
    };
}

/// <summary>A limit and what was spent of it.</summary>
[Description("A limit and what was spent of it.")]
internal sealed record AmountStatus
{
    [Description("The most; null where there is no limit.")]
    public long? Limit { get; init; }

    [Description("What was spent.")]
    public required long Spent { get; init; }
}
