using System.Globalization;
using Pan123Dav.Configuration;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;

namespace Pan123Dav.Gateway;

/// <summary>Reads <c>Pan123Dav:Mounts</c>.</summary>
internal static class MountOptionsReader
{
    private const int MinTokenLength = 16;

    /// <param name="gateway">The gateway's section.</param>
    /// <param name="contentRoot">Absolute folder that relative files are looked up from.</param>
    /// <param name="noFile">A sentence for an owner whose settings file was not found; null when there is one.</param>
    public static IReadOnlyList<DeliveredMount> Read(SectionReader gateway, string contentRoot, string? noFile = null)
    {
        var mounts = new List<DeliveredMount>();
        var places = new Dictionary<StoragePath, string>();
        var readers = gateway.Sections("Mounts");
        foreach (var reader in readers)
        {
            var mount = ReadMount(reader, contentRoot);
            if (!places.TryAdd(mount.Path, reader.Path))
            {
                reader.AddError(nameof(MountOptions.Path), $"is the place of {places[mount.Path]} too: each mount needs a path of its own");
            }

            mounts.Add(mount);
        }

        if (readers.Count == 0)
        {
            gateway.AddError("Mounts", "has no mount, and there would be nothing to show: "
                + "write \"Mounts\": [{ \"OriginUrlsFile\": \"tree.txt\", \"PrivateKey\": \"…\", \"Uid\": … }]"
                + (noFile is null ? "" : $". {noFile}"));
        }

        return mounts;
    }

    private static DeliveredMount ReadMount(SectionReader reader, string contentRoot)
    {
        var absent = new DeliveredMount();
        var type = reader.Name(nameof(MountOptions.Type), AListTypes.Find);
        var mount = new DeliveredMount
        {
            Path = reader.StoragePath(nameof(MountOptions.Path), StoragePath.Root),
            Type = type ?? absent.Type,
            OriginUrls = reader.Text(nameof(MountOptions.OriginUrls)),
            OriginUrlsFile = reader.FilePath(nameof(MountOptions.OriginUrlsFile), contentRoot),
            PrivateKey = reader.Text(nameof(MountOptions.PrivateKey)) ?? "",
            Uid = reader.Unsigned(nameof(MountOptions.Uid)),
            ValidDuration = reader.Minutes(nameof(MountOptions.ValidDuration), absent.ValidDuration),
            Delivery = reader.Name(nameof(DeliveredMount.Delivery), absent.Delivery),
            DownloadProxyUrl = reader.HttpAddress(nameof(DeliveredMount.DownloadProxyUrl)),
            DownloadProxyToken = reader.Text(nameof(DeliveredMount.DownloadProxyToken)) ?? "",
            Remote = type is { } known ? RemoteOptionsReader.Read(reader, known) : null,
        };

        CheckType(reader, type);
        CheckKey(reader, mount);
        CheckDownloadProxy(reader, mount);
        return mount;
    }

    private static void CheckType(SectionReader reader, MountType? type)
    {
        if (type is not { } known)
        {
            MountKeys.MarkKnown(reader);
            return;
        }

        MountKeys.Check(reader, known);
        if (known is MountType.DirectLink or MountType.UrlTree)
        {
            CheckTree(reader);
        }
    }

    private static void CheckTree(SectionReader reader)
    {
        switch (reader.Has(nameof(MountOptions.OriginUrls)), reader.Has(nameof(MountOptions.OriginUrlsFile)))
        {
            case (false, false):
                reader.AddError(nameof(MountOptions.OriginUrlsFile),
                    "is missing: write the file that holds the tree text (direct links, one a line), or the text itself under OriginUrls");
                break;
            case (true, true):
                reader.AddError(nameof(MountOptions.OriginUrlsFile), "stands beside OriginUrls: keep one of the two");
                break;
        }
    }

    private static void CheckDownloadProxy(SectionReader reader, DeliveredMount mount)
    {
        var (hasUrl, hasToken) = (reader.Has(nameof(DeliveredMount.DownloadProxyUrl)), mount.DownloadProxyToken.Length > 0);
        if (!hasUrl && (hasToken || mount.Delivery == DeliveryMode.DownloadProxy))
        {
            reader.AddError(nameof(DeliveredMount.DownloadProxyUrl), "is missing: write the address of the download proxy, such as https://proxy.example");
        }

        if (!hasToken && (hasUrl || mount.Delivery == DeliveryMode.DownloadProxy))
        {
            reader.AddError(nameof(DeliveredMount.DownloadProxyToken), "is missing: write the token that the download proxy was given too");
        }

        if (mount.DownloadProxyUrl is { } url && (url.Query.Length > 0 || url.Fragment.Length > 0))
        {
            reader.AddError(nameof(DeliveredMount.DownloadProxyUrl), "must end before any ? or #: the path of the file is put behind it");
        }

        if (hasToken && mount.DownloadProxyToken.Length < MinTokenLength)
        {
            reader.AddError(nameof(DeliveredMount.DownloadProxyToken), string.Create(
                CultureInfo.InvariantCulture,
                $"must be at least {MinTokenLength} characters long, for whoever has a link to the proxy can try tokens by "
                + $"themselves: openssl rand -hex 32 prints one"));
        }

        if (mount.DownloadProxyToken.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            reader.AddError(nameof(DeliveredMount.DownloadProxyToken), "must be letters, digits and signs of ASCII without blanks, for it is sent in a header");
        }
    }

    private static void CheckKey(SectionReader reader, MountOptions mount)
    {
        if (mount.PrivateKey.Length == 0 || mount.Type is MountType.Share or MountType.Personal or MountType.WebDav)
        {
            return;
        }

        if (mount.Type == MountType.UrlTree)
        {
            reader.AddError(nameof(MountOptions.PrivateKey), "is not for Type UrlTree, which never signs: write \"Type\": \"DirectLink\", or remove the key");
            return;
        }

        if (mount.PrivateKey.AsSpan().Trim().Length != mount.PrivateKey.Length || mount.PrivateKey.Any(char.IsControl))
        {
            reader.AddError(nameof(MountOptions.PrivateKey),
                "has white space around it or control characters in it: write the key exactly as 123's direct link page shows it");
        }

        // The open platform tells it.
        if (mount.Type == MountType.OpenPlatform)
        {
            return;
        }

        if (!reader.Has(nameof(MountOptions.Uid)) || mount.Uid == 0 && reader.Text(nameof(MountOptions.Uid))!.All(digit => digit == '0'))
        {
            reader.AddError(nameof(MountOptions.Uid),
                "is missing, and links signed without it are refused: write the account ID that 123's account settings show (www.123pan.com/Setting)");
        }
    }
}
