using System.Globalization;
using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Commands.Import;

/// <summary>
/// Makes a mount of a storage of AList's or OpenList's. Names of drivers and of their values: the two programs' sources, where they differ both.
/// </summary>
/// <param name="notes">Gets what has no counterpart.</param>
internal sealed class MountImport(ICollection<ImportNote> notes)
{
    private const long MaxListingSeconds = 7 * 24 * 60 * 60;

    private static readonly string[] Known = ["123PanLink", "UrlTree", "123 Open", "123PanShare", "123Pan", "WebDav"];

    /// <summary>The mount's keys; null when there is no such mount.</summary>
    public JsonObject? Convert(AListStorage storage)
    {
        if (storage.IsDisabled)
        {
            Note(storage, "disabled", "is disabled, so it was left out.");
            return null;
        }

        var mount = new JsonObject { [nameof(MountOptions.Path)] = storage.MountPath.StartsWith('/') ? storage.MountPath : "/" + storage.MountPath };
        var isConverted = Known.FirstOrDefault(name => name.Equals(storage.Driver, StringComparison.OrdinalIgnoreCase)) switch
        {
            "123PanLink" => ConvertDirectLinks(storage, mount),
            "UrlTree" => ConvertTree(storage, mount, MountType.UrlTree, "url_structure"),
            "123 Open" => ConvertOpenPlatform(storage, mount),
            "123PanShare" => ConvertShare(storage, mount),
            "123Pan" => ConvertPersonal(storage, mount),
            "WebDav" => ConvertWebDav(storage, mount),
            _ => Refuse(storage, $"is a storage of the driver {storage.Driver}, which has no counterpart here."),
        };
        if (!isConverted)
        {
            return null;
        }

        ConvertDelivery(storage, mount);
        if (storage.MountPath.Contains(".balance", StringComparison.Ordinal))
        {
            Note(storage, "balance", "shares its path with others by the ending .balance, which has no counterpart: here it is a path of its own.");
        }

        return mount;
    }

    private static bool ConvertDirectLinks(AListStorage storage, JsonObject mount)
    {
        ConvertTree(storage, mount, MountType.DirectLink, "origin_urls");
        ConvertSigning(storage, mount, "private_key", "valid_duration");
        return true;
    }

    private static bool ConvertTree(AListStorage storage, JsonObject mount, MountType type, string text)
    {
        mount[nameof(MountOptions.Type)] = type.ToString();
        mount[nameof(MountOptions.OriginUrls)] = storage.Text(text) ?? "";
        return true;
    }

    private bool ConvertOpenPlatform(AListStorage storage, JsonObject mount)
    {
        if (string.Equals(storage.Text("auth_mode"), "token", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(storage, "signs in with a pasted token (\"auth_mode\" is \"token\"), which has no counterpart: "
                + "a mount of type OpenPlatform needs ClientId and ClientSecret of an application of yours (www.123pan.com/developer).");
        }

        if (storage.Text("ClientID", "client_id") is not { } id || storage.Text("ClientSecret", "client_secret") is not { } secret)
        {
            return Refuse(storage,
                "signs in with a token alone, which has no counterpart: a mount of type OpenPlatform needs ClientId "
                + "and ClientSecret of an application of yours (www.123pan.com/developer).");
        }

        mount[nameof(MountOptions.Type)] = nameof(MountType.OpenPlatform);
        mount[nameof(OpenPlatformOptions.ClientId)] = id;
        mount[nameof(OpenPlatformOptions.ClientSecret)] = secret;
        ConvertRemote(storage, mount);

        // OpenList's name today, the one it had before, AList's since August 2026. AList before that signs where there is a key.
        var usesDirectLinks = storage.Flag("DirectLink", "UseDirectLink", "use_direct_link");
        if (usesDirectLinks != false)
        {
            ConvertSigning(storage, mount, "DirectLinkPrivateKey", "DirectLinkValidDuration", "private_key", "valid_duration");
        }

        if (usesDirectLinks is { } isDirect)
        {
            mount[nameof(OpenPlatformOptions.Link)] = (isDirect ? OpenPlatformLink.DirectLink : OpenPlatformLink.Download).ToString();
        }

        return true;
    }

    private static bool ConvertShare(AListStorage storage, JsonObject mount)
    {
        mount[nameof(MountOptions.Type)] = nameof(MountType.Share);
        mount[nameof(ShareOptions.ShareKey)] = storage.Text("sharekey") ?? "";
        Put(mount, nameof(ShareOptions.SharePassword), storage.Text("sharepassword"));
        Put(mount, nameof(ShareOptions.AccessToken), storage.Text("accesstoken", "AccessToken"));
        ConvertRemote(storage, mount);
        return true;
    }

    private static bool ConvertPersonal(AListStorage storage, JsonObject mount)
    {
        mount[nameof(MountOptions.Type)] = nameof(MountType.Personal);
        mount[nameof(PersonalOptions.Username)] = storage.Text("username") ?? "";
        mount[nameof(PersonalOptions.Password)] = storage.Text("password") ?? "";
        ConvertRemote(storage, mount);
        return true;
    }

    private bool ConvertWebDav(AListStorage storage, JsonObject mount)
    {
        if (string.Equals(storage.Text("vendor"), "sharepoint", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(storage, "is a SharePoint server, whose sign-in has no counterpart here.");
        }

        if (storage.Flag("tls_insecure_skip_verify") == true)
        {
            Note(storage, "tls", "took any certificate (\"tls_insecure_skip_verify\"); here it must be a valid one.");
        }

        mount[nameof(MountOptions.Type)] = nameof(MountType.WebDav);
        mount[MountKeys.Url] = storage.Text("address") ?? "";
        Put(mount, nameof(WebDavOptions.Username), storage.Text("username"));
        Put(mount, nameof(WebDavOptions.Password), storage.Text("password"));
        Put(mount, nameof(WebDavOptions.RootFolder), storage.Text("root_folder_path"));
        ConvertAge(storage, mount);
        return true;
    }

    // Two names for each: OpenList's, then AList's.
    private static void ConvertSigning(
        AListStorage storage, JsonObject mount, string key, string duration, string? otherKey = null, string? otherDuration = null)
    {
        Put(mount, nameof(MountOptions.PrivateKey), storage.Text(key, otherKey ?? key));
        PutNumber(mount, nameof(MountOptions.Uid), storage.Text("uid"));
        PutNumber(mount, nameof(MountOptions.ValidDuration), storage.Text(duration, otherDuration ?? duration));
    }

    private static void ConvertRemote(AListStorage storage, JsonObject mount)
    {
        PutNumber(mount, nameof(RemoteOptions.RootFolderId), storage.Text("root_folder_id"));
        ConvertAge(storage, mount);
    }

    private static void ConvertAge(AListStorage storage, JsonObject mount)
    {
        if (storage.CacheMinutes > 0)
        {
            mount[MountKeys.ListingSeconds] = Math.Min(storage.CacheMinutes, MaxListingSeconds / 60) * 60;
        }
    }

    // 302 is what Auto does for everybody who can follow it.
    private void ConvertDelivery(AListStorage storage, JsonObject mount)
    {
        switch (storage.WebDavPolicy)
        {
            // The two programs passed everything of a WebDAV server on, whatever their owner wanted.
            case "native_proxy" when storage.Driver.Equals("WebDav", StringComparison.OrdinalIgnoreCase):
                break;
            case "native_proxy":
                mount[nameof(DeliveredMount.Delivery)] = nameof(DeliveryMode.Proxy);
                break;
            case "use_proxy_url":
                Note(storage, "download-proxy",
                    "is delivered by a download proxy, whose token is not in the file: write Delivery, DownloadProxyUrl and DownloadProxyToken yourself.");
                break;
        }
    }

    private static void Put(JsonObject mount, string key, string? text)
    {
        if (text is not null)
        {
            mount[key] = text;
        }
    }

    // 0 means nothing was said; what is no number is for the configuration's own check to tell of.
    private static void PutNumber(JsonObject mount, string key, string? text)
    {
        if (text is not null and not "0")
        {
            mount[key] = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
        }
    }

    private bool Refuse(AListStorage storage, string message)
    {
        Note(storage, "no-counterpart", message);
        return false;
    }

    private void Note(AListStorage storage, string code, string message) =>
        notes.Add(new ImportNote(storage.Place, false, code, $"{storage.MountPath} {message}"));
}
