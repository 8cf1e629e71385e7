using Pan123Dav.Storage;

namespace Pan123Dav.Gateway;

/// <summary>What AList and OpenList call the storages that are mounts here.</summary>
internal static class AListTypes
{
    // Letters and digits alone: the names are written with and without blanks and underscores.
    private static readonly Dictionary<string, MountType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["123PanLink"] = MountType.DirectLink,
        ["123Link"] = MountType.DirectLink,
        ["UrlTree"] = MountType.UrlTree,
        ["123Open"] = MountType.OpenPlatform,
        ["123PanOpen"] = MountType.OpenPlatform,
        ["123PanShare"] = MountType.Share,
        ["123Share"] = MountType.Share,
        ["123Pan"] = MountType.Personal,
    };

    /// <summary>Our name for <paramref name="name"/>; null when it is none of theirs.</summary>
    public static MountType? Find(string name) =>
        Types.TryGetValue(string.Concat(name.Where(char.IsLetterOrDigit)), out var type) ? type : null;
}
