using Pan123Dav.Storage;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Access;

/// <summary>
/// The tree as one user sees it, made once for each at load: what the user's <c>Paths</c> and the access rules both allow, without what is hidden.
/// </summary>
internal static class AccessView
{
    /// <summary>Where nothing is forbidden or hidden anywhere, this is <paramref name="mounts"/> itself.</summary>
    /// <param name="mounts">The whole tree.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="paths">The subtrees that the user is given.</param>
    /// <param name="rules">What holds for subtrees.</param>
    /// <param name="logger">Is told of a pattern that takes too long.</param>
    public static IStorage Create(IStorage mounts, string user, IReadOnlyList<StoragePath> paths, IReadOnlyList<AccessRuleOptions> rules, ILogger logger)
    {
        var hides = rules.Where(rule => rule.Hide is not null)
            .Select(rule => KeyValuePair.Create(rule.Path, new HiddenNames(rule.Hide!, logger))).ToList();
        var named = hides.Count == 0 ? mounts : new HidingStorage(mounts, hides);
        var scope = GetScope(user, paths, [.. rules.Where(rule => rule.Users.Count > 0)]);
        return scope.IsEverything ? named : new ScopedStorage(named, scope);
    }

    // Both are decided by what stands above a path, so between the paths that are named nowhere nothing changes.
    private static PathScope GetScope(string user, IReadOnlyList<StoragePath> paths, IReadOnlyList<AccessRuleOptions> rules) => new(
        paths.Concat(rules.Select(rule => rule.Path)).Append(StoragePath.Root).Distinct()
            .Select(path => KeyValuePair.Create(path, IsListed(paths, path) && IsAllowed(user, path, rules))));

    private static bool IsListed(IReadOnlyList<StoragePath> paths, StoragePath path) => paths.Any(listed => path.TryRelativeTo(listed, out _));

    private static bool IsAllowed(string user, StoragePath path, IReadOnlyList<AccessRuleOptions> rules)
    {
        // Of two paths above another the longer is the deeper.
        var deepest = rules.Where(rule => path.TryRelativeTo(rule.Path, out _)).MaxBy(rule => rule.Path.Utf8.Length);
        return deepest is null || deepest.Users.Contains(AccessRuleOptions.AnyUser) || deepest.Users.Contains(user);
    }
}
