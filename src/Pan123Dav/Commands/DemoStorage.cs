using System.Globalization;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Demo;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands;

/// <summary>Which kind of storage <c>demo</c> shows, and how it is mounted.</summary>
/// <param name="Type">Of the mount.</param>
internal sealed record DemoStorage(MountType Type)
{
    private const string PrivateKey = "demo-private-key";
    private const ulong Uid = 13;

    private readonly EmulatorAccount _account = DemoAccount.Create();

    /// <summary>Whether the stand-in asks the gateway before it serves.</summary>
    public bool HasRemoteAuth { get; init; }

    /// <summary>Whether its links are such that 123 would ask about.</summary>
    public bool HasDirectLinks => Type is MountType.DirectLink or MountType.OpenPlatform;

    /// <summary>The keys of that section; one address may use a link, so that two show the difference.</summary>
    public IEnumerable<(string Key, string Value)> RemoteAuthentication => HasRemoteAuth ? [("Enabled", "true"), ("MaxAddresses", "1")] : [];

    /// <summary>The values of <c>--storage</c>.</summary>
    public static string[] Names { get; } = ["open", "share", "personal", "webdav"];

    /// <summary>Where the drive shows the song, decoded.</summary>
    public string SongPath => Type == MountType.DirectLink ? DemoTree.SongPath : DemoAccount.SongPath;

    /// <summary>The storage of that name; a tree text of direct links for null.</summary>
    public static DemoStorage Parse(string? name) => new(name switch
    {
        "open" => MountType.OpenPlatform,
        "share" => MountType.Share,
        "personal" => MountType.Personal,
        "webdav" => MountType.WebDav,
        _ => MountType.DirectLink,
    });

    /// <summary>The stand-in that it needs.</summary>
    public EmulatorOptions CreateOrigin() => Type == MountType.DirectLink
        ? new EmulatorOptions { PrivateKey = PrivateKey, Uid = Uid, Files = DemoFiles.Under(Uid) }
        : new EmulatorOptions { PrivateKey = PrivateKey, Uid = Uid, Account = _account };

    /// <summary>The keys of the mount.</summary>
    /// <param name="origin">Where the stand-in listens.</param>
    public IEnumerable<(string Key, string Value)> Mount(Uri origin)
    {
        var authority = origin.GetLeftPart(UriPartial.Authority);
        return
        [
            ("Type", Type.ToString()),
            .. HasRemoteAuth ? [("ValidDuration", "720")] : Array.Empty<(string, string)>(),
            .. Type switch
            {
                MountType.OpenPlatform => new[]
                {
                    ("BaseUrl", authority), ("ClientId", _account.ClientId), ("ClientSecret", _account.ClientSecret), ("PrivateKey", PrivateKey),
                },
                MountType.Share => [("BaseUrl", authority + "/b/api"), ("ShareKey", DemoAccount.ShareKey), ("SharePassword", DemoAccount.SharePassword)],
                MountType.Personal => [("BaseUrl", authority + "/b/api"), ("Username", _account.Username), ("Password", _account.Password)],
                MountType.WebDav => [("Url", authority + "/webdav"), ("Username", _account.Username), ("Password", _account.AppPassword)],
                _ => [("OriginUrls", DemoTree.Text(origin, Uid)), ("PrivateKey", PrivateKey), ("Uid", Uid.ToString(CultureInfo.InvariantCulture))],
            },
        ];
    }

    /// <summary>One sentence on where the files come from.</summary>
    public string Describe(Uri origin) => Type switch
    {
        MountType.OpenPlatform =>
            $"The account behind it is a stand-in for 123's open platform at {origin.Authority}; its direct links are signed, and every signature is checked.",
        MountType.Share =>
            $"The share behind it is on a stand-in for 123's web interface at {origin.Authority}; its content needs a Referer, so it comes "
            + "through the gateway.",
        MountType.Personal =>
            $"The account behind it is on a stand-in for 123's web interface at {origin.Authority} (unofficial at 123 itself); its content "
            + "comes through the gateway.",
        MountType.WebDav =>
            $"The account behind it is on a stand-in for 123's official WebDAV at {origin.Authority}; its redirects are handed on, and the password is not.",
        _ => $"The sample files come from a stand-in for 123's link host at {origin.Authority}, which checks every signature.",
    };
}
