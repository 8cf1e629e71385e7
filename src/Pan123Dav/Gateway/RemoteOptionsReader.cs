using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;

namespace Pan123Dav.Gateway;

/// <summary>Reads the keys of a mount that asks 123 for its listings.</summary>
internal static class RemoteOptionsReader
{
    private const int MaxListingSeconds = 7 * 24 * 60 * 60;
    private const int MaxCachedFolders = 1_000_000;

    private static readonly Uri OpenPlatform = new("https://open-api.123pan.com");

    // Where 123's web pages have their interface since the middle of 2026.
    private static readonly Uri Web = new("https://yun.123pan.com");

    /// <summary>The options of <paramref name="type"/>; null for a tree text.</summary>
    public static RemoteOptions? Read(SectionReader reader, MountType type) => type switch
    {
        MountType.OpenPlatform => ReadOpenPlatform(reader),
        MountType.Share => ReadShare(reader),
        MountType.Personal => ReadPersonal(reader),
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
            reader.AddError(nameof(ShareOptions.ShareKey), "must be a share's link, such as https://www.123pan.com/s/abCd-1EfGh?pwd=Xy12, or the last part of it, such as abCd-1EfGh");
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

    private static T ReadCommon<T>(SectionReader reader, Uri usual, Func<Uri, T> create)
        where T : RemoteOptions
    {
        var baseUrl = reader.HttpAddress(nameof(RemoteOptions.BaseUrl)) ?? usual;
        if (baseUrl.Query.Length > 0 || baseUrl.Fragment.Length > 0)
        {
            reader.AddError(nameof(RemoteOptions.BaseUrl), $"must end before any ? or #: write {usual.GetLeftPart(UriPartial.Authority)}");
        }

        var absent = create(baseUrl);
        return absent with
        {
            RootFolderId = reader.Integer(nameof(RemoteOptions.RootFolderId), 0, 0, long.MaxValue),
            ListingAge = TimeSpan.FromSeconds(reader.Integer(MountKeys.ListingSeconds, (long)absent.ListingAge.TotalSeconds, 1, MaxListingSeconds)),
            CachedFolders = (int)reader.Integer(nameof(RemoteOptions.CachedFolders), absent.CachedFolders, 1, MaxCachedFolders),
        };
    }

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
