using Pan123Dav.Storage;

namespace Pan123Dav.Commands;

/// <summary>Finds the mount that <c>--mount PATH</c> means.</summary>
internal static class MountChoice
{
    /// <param name="mounts">Those that may be meant.</param>
    /// <param name="path">What was written; null when nothing was.</param>
    /// <param name="kind">What they are called in messages.</param>
    /// <returns>The mount, or what is wrong.</returns>
    public static (MountOptions? Mount, string Mistake) Find(IReadOnlyList<MountOptions> mounts, string? path, string kind)
    {
        if (path is null)
        {
            return mounts.Count switch
            {
                0 => (null, $"the configuration has no {kind}"),
                1 => (mounts[0], ""),
                _ => (null, $"there are several mounts: write --mount PATH, which is one of {Paths(mounts)}"),
            };
        }

        var mount = StoragePath.TryParse(path, out var wanted) ? mounts.FirstOrDefault(mount => mount.Path == wanted) : null;
        return mount is not null
            ? (mount, "")
            : (null, mounts.Count == 0 ? $"the configuration has no {kind}" : $"there is no such {kind}: write one of {Paths(mounts)} after --mount");
    }

    private static string Paths(IEnumerable<MountOptions> mounts) => string.Join(", ", mounts.Select(mount => mount.Path.ToString()));
}
