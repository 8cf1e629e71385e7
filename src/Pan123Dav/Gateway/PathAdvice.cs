using System.Text;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Gateway;

/// <summary>
/// Finds paths in rules that lead nowhere: a user who is to see them sees nothing, and what they were to guard stays open. Where a listing would have to be
/// asked for, nothing is said.
/// </summary>
internal static class PathAdvice
{
    // More names than this are not compared for the one that was meant.
    private const int MaxCandidates = 1_000;

    public static async Task<IReadOnlyList<ConfigurationWarning>> FindAsync(GatewayOptions options, MountTable mounts, CancellationToken cancellationToken)
    {
        var warnings = new List<ConfigurationWarning>();
        for (var user = 0; user < options.Users.Count; user++)
        {
            for (var path = 0; path < options.Users[user].Paths.Count; path++)
            {
                await CheckAsync($"Users:{user}:Paths:{path}", options.Users[user].Paths[path], "this user sees nothing there");
            }
        }

        for (var rule = 0; rule < options.Access.Count; rule++)
        {
            await CheckAsync($"Access:{rule}:Path", options.Access[rule].Path, "this rule guards nothing");
        }

        return warnings;

        async Task CheckAsync(string key, StoragePath path, string consequence)
        {
            if (IsInMemory(mounts, path) && await mounts.FindAsync(path, cancellationToken) is null)
            {
                var nearest = await FindNearestAsync(mounts, path, cancellationToken);
                warnings.Add(new ConfigurationWarning(ConfigurationPath.Combine(GatewayOptions.SectionName, key), "no-such-path",
                    $"is no folder of the drive, so {consequence}: {(nearest is null ? "write one that is there" : $"did you mean {nearest}?")}"));
            }
        }
    }

    // The deepest mount above a path serves it.
    private static bool IsInMemory(MountTable mounts, StoragePath path) =>
        mounts.Mounts
            .Where(mount => path.TryRelativeTo(mount.Options.Path, out _))
            .MaxBy(mount => mount.Options.Path.ToString().Length)?.Options.Remote is null;

    private static async Task<string?> FindNearestAsync(MountTable mounts, StoragePath path, CancellationToken cancellationToken)
    {
        var parent = StoragePath.Root;
        foreach (var segment in path.Segments)
        {
            var name = Encoding.UTF8.GetString(segment.Span);
            var next = parent.Append(segment.Span);
            if (await mounts.FindAsync(next, cancellationToken) is not null)
            {
                parent = next;
                continue;
            }

            return await mounts.FindAsync(parent, cancellationToken) is { IsCollection: true } folder
                && SpellingSuggestion.Find(name, (await mounts.ListAsync(parent, folder, cancellationToken)).Take(MaxCandidates).Select(GetName)) is { } nearest
                ? parent.Append(Encoding.UTF8.GetBytes(nearest)).ToString()
                : null;
        }

        return null;
    }

    private static string GetName(StorageEntry entry) => Encoding.UTF8.GetString(entry.Name);
}
