using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>What AList and OpenList call the drivers of our storages.</summary>
internal static class AListProviders
{
    /// <summary>The driver behind an entry; <c>unknown</c> for a folder that only leads to mounts, as AList says of such.</summary>
    public static string Get(StorageEntry entry) => entry.Mount?.Type switch
    {
        MountType.DirectLink => "123PanLink",
        MountType.UrlTree => "UrlTree",
        MountType.OpenPlatform => "123 Open",
        MountType.Share => "123PanShare",
        MountType.Personal => "123Pan",
        null => "unknown",
        _ => "WebDav",
    };
}
