using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Logging;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Admin;

/// <summary>
/// Gathers how the gateway is, from what its parts know at the moment: nobody outside is asked for it. Made with the gateway, whose start it notes.
/// </summary>
internal sealed class GatewayStatus(
    IOptions<HealthCheckServiceOptions> checks,
    IServiceProvider services,
    IConfiguration configuration,
    IConfigurationStatus configurationStatus,
    IMountTableProvider mounts,
    IUserDirectoryProvider users,
    IOptionsMonitor<BudgetOptions> budgets,
    IOptionsMonitor<RemoteAuthenticationSettings> remoteAuthentication,
    RemoteAuthenticationMetrics answers,
    LinkControl links,
    StreamLimiter streams,
    UsageLedger ledger,
    GatewayMetrics metrics,
    TimeProvider timeProvider)
{
    private readonly DateTimeOffset _started = timeProvider.GetUtcNow();
    private readonly long _startedAt = timeProvider.GetTimestamp();

    /// <summary>The program's version, as <c>--version</c> prints it.</summary>
    public static string Version { get; } = typeof(GatewayStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    /// <summary>How it is now.</summary>
    /// <param name="messages">Of the reader's language.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    public async Task<StatusReport> GetAsync(MessageCatalog messages, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var (readiness, entries) = await CheckAsync(messages, cancellationToken);
        var settings = remoteAuthentication.CurrentValue.Options;
        return new StatusReport
        {
            Version = Version,
            Now = now,
            Started = _started,
            UptimeSeconds = (long)timeProvider.GetElapsedTime(_startedAt).TotalSeconds,
            Readiness = GetName(readiness),
            Checks = entries,
            Mounts = [.. mounts.Mounts.Mounts.Select(mount => GetMount(mount, messages))],
            Budgets = GetBudgets(now),
            Refusals = new SortedDictionary<string, long>(metrics.Refusals.ToDictionary(), StringComparer.Ordinal),
            RemoteAuthentication = new() { Enabled = settings.Enabled, MaxAddresses = settings.MaxAddresses, Requests = answers.Counts.ToDictionary() },
            OpenStreams = streams.Count,
            LiveLinks = links.Count,
            Configuration = GetConfiguration(messages),
            Shared = new() { Enabled = configurationStatus.IsShared },
        };
    }

    // The framework's own service would log each of these every time somebody looks.
    private async Task<(HealthStatus Worst, IReadOnlyList<StateEntry> Entries)> CheckAsync(
        MessageCatalog messages, CancellationToken cancellationToken)
    {
        var worst = HealthStatus.Healthy;
        var entries = new List<StateEntry>();
        foreach (var registration in checks.Value.Registrations)
        {
            var result = await registration.Factory(services).CheckHealthAsync(new HealthCheckContext { Registration = registration }, cancellationToken);
            worst = result.Status < worst ? result.Status : worst;
            entries.Add(new StateEntry
            {
                Name = registration.Name,
                State = GetName(result.Status),
                Problem = result.Description is { } problem ? messages.Translate(problem) : null,
            });
        }

        return (worst, entries);
    }

    private static MountStatus GetMount(Mount mount, MessageCatalog messages)
    {
        var problem = mount.Storage switch
        {
            ITreeStorage tree => tree.KeptOut,
            IRemoteStorage remote => remote.Problem,
            _ => null,
        };
        return new MountStatus
        {
            Path = mount.Options.Path.ToString(),
            Type = mount.Options.Type.ToString(),
            State = GetName(problem is null ? HealthStatus.Healthy : HealthStatus.Degraded),
            Problem = problem is null ? null : messages.Translate(problem),
        };
    }

    private BudgetsStatus GetBudgets(DateTimeOffset now)
    {
        var (options, day) = (budgets.CurrentValue, ledger.At(now));
        var spent = day.Users.ToDictionary(user => user.User, user => (Usage: user.Counter.Value, Requests: user.Requests.Value), StringComparer.Ordinal);
        var requests = spent.Values.Aggregate(default(RequestTotals), (sum, user) => sum + user.Requests);
        return new BudgetsStatus
        {
            Day = day.Date,
            Ends = now + UsageLedger.UntilNextDay(now),
            Scopes =
            [
                BudgetStatus.Create(null, day.Gateway.Value, requests, options.DailyBytes, options.DailyLinks),
                .. users.Users.Names.Union(spent.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(name => (Name: name, Spent: spent.GetValueOrDefault(name), Limits: options.GetLimits(name)))
                    .Select(user => BudgetStatus.Create(user.Name, user.Spent.Usage, user.Spent.Requests, user.Limits.DailyBytes, user.Limits.DailyLinks)),
            ],
        };
    }

    private ConfigurationState GetConfiguration(MessageCatalog messages)
    {
        var keptOut = configurationStatus.KeptOut;
        var files = LastGoodJsonConfigurationProvider.FindBroken(configuration)
            .Select(broken => new ConfigurationMistake { Place = broken.File, Line = broken.Line, Column = broken.Column, Message = broken.Message });
        IReadOnlyList<ConfigurationMistake> mistakes =
            [.. files.Concat(keptOut?.Mistakes ?? []).Select(mistake => mistake with { Message = messages.Translate(mistake.Message) })];
        return new ConfigurationState { IsInForce = keptOut is null && mistakes.Count == 0, Mistakes = mistakes };
    }

    private static string GetName(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
