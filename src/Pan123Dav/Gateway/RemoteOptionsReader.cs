using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>Reads the keys of a mount that asks 123 for its listings.</summary>
internal static class RemoteOptionsReader
{
    private const int MaxListingSeconds = 7 * 24 * 60 * 60;
    private const int MaxCachedFolders = 1_000_000;

    private static readonly Uri OpenPlatform = new("https://open-api.123pan.com");

    // Where 123's web pages have their interface since the middle of 2026.
    private static readonly Uri Web = new("https://yun.123pan.com");

    private static readonly Uri WebDav = new("https://webdav.123pan.cn/webdav");

    /// <summary>The options of <paramref name="type"/>; null for a tree text.</summary>
    public static RemoteOptions? Read(SectionReader reader, MountType type) => type switch
    {
        MountType.OpenPlatform => ReadOpenPlatform(reader),
        MountType.Share => ReadShare(reader),
        MountType.Personal => ReadPersonal(reader),
        MountType.WebDav => ReadWebDav(reader),
        _ => null,
    };

    private static OpenPlatformOptions ReadOpenPlatform(SectionReader reader) => ReadCommon(reader, OpenPlatform, baseUrl => new OpenPlatformOptions
    {
        BaseUrl = baseUrl,
        ClientId = Required(reader, nameof(OpenPlatformOptions.ClientId), "write that of your application at www.123pan.com/developer"),
        ClientSecret = Required(reader, nameof(OpenPlatformOptions.ClientSecret), "write that of your application at www.123pan.com/developer"),
        Link = reader.Name(
            nameof(OpenPlatformOptions.Link),
            reader.Has(nameof(MountOptions.PrivateKey)) ? OpenPlatformLink.DirectLink : OpenPlatformLink.Download),
    });

    private static ShareOptions ReadShare(SectionReader reader)
    {
        var text = Required(reader, nameof(ShareOptions.ShareKey), "write the share's link, or the last part of it");
        if (!ShareAddress.TryParse(text, out var share) && text.Length > 0)
        {
            reader.AddError(nameof(ShareOptions.ShareKey),
                "must be a share's link, such as https://www.123pan.com/s/abCd-1EfGh?pwd=Xy12, or the last part of it, such as abCd-1EfGh");
        }

        var password = reader.Text(nameof(ShareOptions.SharePassword)) ?? "";
        if (password.Length > 0 && share.Password.Length > 0 && password != share.Password)
        {
            reader.AddError(nameof(ShareOptions.SharePassword), "is not the pwd that stands in ShareKey: keep one of the two");
        }

        return ReadCommon(reader, Web, baseUrl => new ShareOptions
        {
            BaseUrl = baseUrl,
            ShareKey = share.Key ?? "",
            SharePassword = password.Length > 0 ? password : share.Password ?? "",
            AccessToken = Token(reader, nameof(ShareOptions.AccessToken)),
        });
    }

    private static PersonalOptions ReadPersonal(SectionReader reader) => ReadCommon(reader, Web, baseUrl => new PersonalOptions
    {
        BaseUrl = baseUrl,
        Username = Required(reader, nameof(PersonalOptions.Username), "write the telephone number or mail address of your account"),
        Password = reader.Text(nameof(PersonalOptions.Password)) ?? Missing(reader, nameof(PersonalOptions.Password), "write that of your account"),
    });

    private static WebDavOptions ReadWebDav(SectionReader reader)
    {
        var url = ReadAddress(reader, MountKeys.Url, WebDav);
        if (url.Scheme == Uri.UriSchemeHttp && !WebDavOptions.AllowsPlainHttp(url))
        {
            reader.AddError(
                MountKeys.Url,
                "would send the password in the clear over the Internet: write https://. http:// is for this machine and addresses of a private network");
        }

        var options = new WebDavOptions
        {
            BaseUrl = url,
            Username = Secret(reader, nameof(WebDavOptions.Username)),
            Password = reader.Text(nameof(WebDavOptions.Password)) ?? "",
        };
        if (options.Username.Contains(':', StringComparison.Ordinal))
        {
            reader.AddError(nameof(WebDavOptions.Username), "must have no colon in it: it is sent by Basic, where the password begins behind the first");
        }

        // Of an address that cannot be read nobody knows whose it is.
        var is123 = options.Is123 && !(ReferenceEquals(url, WebDav) && reader.Has(MountKeys.Url));
        var needsBoth = is123 || options.Username.Length > 0 || options.Password.Length > 0;
        if (needsBoth && options.Username.Length == 0)
        {
            Missing(
                reader,
                nameof(WebDavOptions.Username),
                options.Is123 ? "write the telephone number or mail address of your account" : "it stands beside Password");
        }

        if (needsBoth && options.Password.Length == 0)
        {
            Missing(
                reader,
                nameof(WebDavOptions.Password),
                options.Is123 ? "write an app password, which 123 makes under tools, third-party mounts; not that of your account"
                    : "it stands beside Username");
        }

        // As the server writes it: a path of ours would be normalized.
        reader.StoragePath(nameof(WebDavOptions.RootFolder), StoragePath.Root);
        var folder = string.Join('/', (reader.Text(nameof(WebDavOptions.RootFolder)) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));
        return ReadListing(reader, options with { RootFolder = folder });
    }

    private static T ReadCommon<T>(SectionReader reader, Uri usual, Func<Uri, T> create)
        where T : RemoteOptions
    {
        var options = create(ReadAddress(reader, nameof(RemoteOptions.BaseUrl), usual));
        return ReadListing(reader, options) with { RootFolderId = reader.Integer(nameof(RemoteOptions.RootFolderId), 0, 0, long.MaxValue) };
    }

    private static Uri ReadAddress(SectionReader reader, string key, Uri usual)
    {
        var address = reader.HttpAddress(key) ?? usual;
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            reader.AddError(key, $"must end before any ? or #: write {usual.GetLeftPart(key == MountKeys.Url ? UriPartial.Path : UriPartial.Authority)}");
        }

        return address;
    }

    private static T ReadListing<T>(SectionReader reader, T options)
        where T : RemoteOptions => options with
        {
            ListingAge = TimeSpan.FromSeconds(reader.Integer(MountKeys.ListingSeconds, (long)options.ListingAge.TotalSeconds, 1, MaxListingSeconds)),
            CachedFolders = (int)reader.Integer(nameof(RemoteOptions.CachedFolders), options.CachedFolders, 1, MaxCachedFolders),
        };

    private static string Required(SectionReader reader, string key, string remedy)
    {
        var text = Secret(reader, key);
        return text.Length > 0 || reader.Has(key) ? text : Missing(reader, key, remedy);
    }

    private static string Missing(SectionReader reader, string key, string remedy)
    {
        reader.AddError(key, $"is missing: {remedy}");
        return "";
    }

    // Copied from a request's header, a token brings the scheme along (RFC 6750); 123 refuses one that comes twice.
    private static string Token(SectionReader reader, string key)
    {
        const string scheme = "Bearer";
        var text = (reader.Text(key) ?? "").Trim();
        while (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && (text.Length == scheme.Length || char.IsWhiteSpace(text[scheme.Length])))
        {
            text = text[scheme.Length..].TrimStart();
            if (text.Length == 0)
            {
                reader.AddError(key, "is the word Bearer without the token behind it: write the token");
            }
        }

        if (text.Any(char.IsWhiteSpace))
        {
            reader.AddError(key, "has a blank in it, and no token has: write the token alone");
        }

        return Checked(reader, key, text);
    }

    private static string Secret(SectionReader reader, string key) => Checked(reader, key, reader.Text(key) ?? "");

    private static string Checked(SectionReader reader, string key, string text)
    {
        if (text.AsSpan().Trim().Length != text.Length || text.Any(char.IsControl))
        {
            reader.AddError(key, "has white space around it or control characters in it: write it exactly as 123 shows it");
        }

        return text;
    }
}
