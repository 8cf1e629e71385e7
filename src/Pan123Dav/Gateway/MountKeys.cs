using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;

namespace Pan123Dav.Gateway;

/// <summary>Which keys of a mount belong to which of its types.</summary>
internal static class MountKeys
{
    /// <summary>How old a listing may be; kept as <see cref="RemoteOptions.ListingAge"/>.</summary>
    public const string ListingSeconds = "ListingSeconds";

    private static readonly MountType[] Trees = [MountType.DirectLink, MountType.UrlTree];
    private static readonly MountType[] Remotes = [MountType.OpenPlatform, MountType.Share, MountType.Personal];

    // A value that says nothing does no harm under another type: the file beside the program shows them all.
    private static readonly (string Key, string Harmless, MountType[] Types)[] All =
    [
        (nameof(MountOptions.OriginUrls), "", Trees),
        (nameof(MountOptions.OriginUrlsFile), "", Trees),
        (nameof(MountOptions.PrivateKey), "", [.. Trees, MountType.OpenPlatform]),
        (nameof(MountOptions.Uid), "0", [.. Trees, MountType.OpenPlatform]),
        (nameof(MountOptions.ValidDuration), "30", [.. Trees, MountType.OpenPlatform]),
        (nameof(OpenPlatformOptions.ClientId), "", [MountType.OpenPlatform]),
        (nameof(OpenPlatformOptions.ClientSecret), "", [MountType.OpenPlatform]),
        (nameof(OpenPlatformOptions.Link), "", [MountType.OpenPlatform]),
        (nameof(ShareOptions.ShareKey), "", [MountType.Share]),
        (nameof(ShareOptions.SharePassword), "", [MountType.Share]),
        (nameof(ShareOptions.AccessToken), "", [MountType.Share]),
        (nameof(PersonalOptions.Username), "", [MountType.Personal]),
        (nameof(PersonalOptions.Password), "", [MountType.Personal]),
        (nameof(RemoteOptions.RootFolderId), "0", Remotes),
        (ListingSeconds, "300", Remotes),
        (nameof(RemoteOptions.CachedFolders), "1000", Remotes),
        (nameof(RemoteOptions.BaseUrl), "", Remotes),
    ];

    /// <summary>Reports every key that a mount of this type has no use for.</summary>
    public static void Check(SectionReader reader, MountType type)
    {
        foreach (var (key, harmless, types) in All)
        {
            if (!types.Contains(type) && reader.Text(key) is { } text && text != harmless)
            {
                reader.AddError(key, $"is not for Type {type}: it belongs to {string.Join(" and ", types)}. Write that Type, or remove the key");
            }
        }
    }

    /// <summary>Makes all keys known where the type itself is not: only that is to be told of.</summary>
    public static void MarkKnown(SectionReader reader)
    {
        foreach (var (key, _, _) in All)
        {
            reader.Text(key);
        }
    }
}
