using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>Which keys of a mount belong to which of its types.</summary>
internal static class MountKeys
{
    /// <summary>How old a listing may be; kept as <see cref="RemoteOptions.ListingAge"/>.</summary>
    public const string ListingSeconds = "ListingSeconds";

    /// <summary>A WebDAV server's address; kept as <see cref="RemoteOptions.BaseUrl"/>.</summary>
    public const string Url = "Url";

    private static readonly MountType[] Trees = [MountType.DirectLink, MountType.UrlTree];
    private static readonly MountType[] Interfaces = [MountType.OpenPlatform, MountType.Share, MountType.Personal];
    private static readonly MountType[] Remotes = [.. Interfaces, MountType.WebDav];

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
        (nameof(PersonalOptions.Username), "", [MountType.Personal, MountType.WebDav]),
        (nameof(PersonalOptions.Password), "", [MountType.Personal, MountType.WebDav]),
        (Url, "", [MountType.WebDav]),
        (nameof(WebDavOptions.RootFolder), "/", [MountType.WebDav]),
        (nameof(RemoteOptions.RootFolderId), "0", Interfaces),
        (ListingSeconds, "300", Remotes),
        (nameof(RemoteOptions.CachedFolders), "1000", Remotes),
        (nameof(RemoteOptions.BaseUrl), "", Interfaces),
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
