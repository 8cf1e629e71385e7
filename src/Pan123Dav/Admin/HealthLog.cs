using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pan123Dav.Admin;

/// <summary>Tells of what is not well once, where the framework's own service does at each look: an orchestrator looks every few seconds.</summary>
internal sealed class HealthLog(ILogger<HealthLog> logger)
{
    /// <summary>Tag of a check whose part tells of it by itself.</summary>
    public const string Told = "told";

    private readonly ConcurrentDictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>Logs what has changed since the last report.</summary>
    public void Tell(HealthReport report)
    {
        foreach (var (name, entry) in report.Entries)
        {
            if (entry.Status == HealthStatus.Healthy)
            {
                _told.TryRemove(name, out _);
            }
            else if (!entry.Tags.Contains(Told) && IsNew(name, entry.Description ?? ""))
            {
                var level = entry.Status == HealthStatus.Degraded ? LogLevel.Warning : LogLevel.Error;
                Log.CheckFailed(logger, level, name, entry.Status, entry.Description, entry.Exception);
            }
        }
    }

    // Of several looks at once one tells.
    private bool IsNew(string name, string problem) => _told.TryGetValue(name, out var told)
        ? told != problem && _told.TryUpdate(name, problem, told)
        : _told.TryAdd(name, problem);
}
