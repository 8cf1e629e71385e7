using Pan123Dav.Authentication;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Access;

/// <summary>The tree as one user sees it, made once for each at load: what the user's <c>Paths</c> and the access rules both allow, without what is hidden.</summary>
internal static class AccessView
{
    /// <summary>Where nothing is forbidden or hidden anywhere, this is <paramref name="mounts"/> itself.</summary>
    public static IStorage Create(IStorage mounts, UserOptions user, IReadOnlyList<AccessRuleOptions> rules, ILogger logger)
    {
        var hides = rules.Where(rule => rule.Hide is not null)
            .Select(rule => KeyValuePair.Create(rule.Path, new HiddenNames(rule.Hide!, logger))).ToList();
        var named = hides.Count == 0 ? mounts : new HidingStorage(mounts, hides);
        var scope = GetScope(user, [.. rules.Where(rule => rule.Users.Count > 0)]);
        return scope.IsEverything ? named : new ScopedStorage(named, scope);
    }

    // Both are decided by what stands above a path, so between the paths that are named nowhere nothing changes.
    private static PathScope GetScope(UserOptions user, IReadOnlyList<AccessRuleOptions> rules) => new(
        user.Paths.Concat(rules.Select(rule => rule.Path)).Append(StoragePath.Root).Distinct()
            .Select(path => KeyValuePair.Create(path, IsListed(user, path) && IsAllowed(user, path, rules))));

    private static bool IsListed(UserOptions user, StoragePath path) => user.Paths.Any(listed => path.TryRelativeTo(listed, out _));

    private static bool IsAllowed(UserOptions user, StoragePath path, IReadOnlyList<AccessRuleOptions> rules)
    {
        // Of two paths above another the longer is the deeper.
        var deepest = rules.Where(rule => path.TryRelativeTo(rule.Path, out _)).MaxBy(rule => rule.Path.Utf8.Length);
        return deepest is null || deepest.Users.Contains(AccessRuleOptions.AnyUser) || deepest.Users.Contains(user.Name);
    }
}
