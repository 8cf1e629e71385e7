using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Commands.Doctor;

/// <summary>A mount and the first files of its tree, which stand for all.</summary>
/// <param name="Options">How it is configured.</param>
/// <param name="Files">A few at most.</param>
/// <param name="UnknownSizes">How many of all its files have no size.</param>
internal sealed record MountFiles(MountOptions Options, IReadOnlyList<SampleFile> Files, int UnknownSizes)
{
    /// <summary>How many files are tried at most.</summary>
    public const int Few = 3;

    public string Name => Options.Path.ToString();

    /// <summary>Of its files, the first whose link's path is not sent as it is signed: the escapes are decoded for the signature.</summary>
    public IReadOnlyList<SampleFile> EscapedFiles { get; init; } = [.. Files.Where(file => file.HasEscapedPath)];

    /// <summary>The account ID that links are signed with: the mount's own, or what 123 told.</summary>
    public ulong Uid { get; init; } = Options.Uid;

    /// <summary>Whether its links are such as can be signed.</summary>
    public bool IsOfDirectLinks => Options is { Type: MountType.DirectLink } or { Remote: OpenPlatformOptions { Link: OpenPlatformLink.DirectLink } };

    /// <summary>What tickets are made with; null where links carry none.</summary>
    public TicketKey? Tickets { get; init; }

    public bool IsSigned => IsOfDirectLinks && Options.PrivateKey.Length > 0;

    /// <summary>The files of a tree text.</summary>
    public static async Task<MountFiles> OfAsync(Mount mount, CancellationToken cancellationToken)
    {
        if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is not { Table: var table })
        {
            return new MountFiles(mount.Options, [], 0);
        }

        var files = Enumerable.Range(1, table.Count - 1).Select(row => new StorageEntry(table, row)).Where(entry => !entry.IsCollection);
        return new MountFiles(
            mount.Options,
            [.. files.Take(Few).Select(file => new SampleFile(GetPath(mount.Options, table.GetPath(file.Index)), table.GetUrl(file.Index)))],
            files.Count(file => file.Length is null))
        {
            EscapedFiles =
            [
                .. files.Select(file => new SampleFile(GetPath(mount.Options, table.GetPath(file.Index)), table.GetUrl(file.Index)))
                    .Where(file => file.HasEscapedPath).Take(Few),
            ],
        };
    }

    /// <summary>Where a path of the mount stands in the drive.</summary>
    public static string GetPath(MountOptions options, string path) => (options.Path.IsRoot ? "" : options.Path.ToString()) + path;

    /// <summary>The link signed to expire at <paramref name="expires"/>.</summary>
    public string Signed(SampleFile file, DateTimeOffset expires) =>
        AddTicket(DirectLinkUrlSigner.Sign(file.Url, Options.PrivateKey, Uid, expires.ToUnixTimeSeconds()), expires);

    /// <summary>The same with a signature over the path as it is sent, which is what the path escaped once more decodes to.</summary>
    public string SignedAsEscaped(SampleFile file, DateTimeOffset expires)
    {
        const string name = "auth_key=";
        var escaped = file.Url[..file.PathEnd].Replace("%", "%25", StringComparison.Ordinal);
        var signed = DirectLinkUrlSigner.Sign(escaped, Options.PrivateKey, Uid, expires.ToUnixTimeSeconds());
        var authKey = signed[signed.LastIndexOf(name, StringComparison.Ordinal)..];
        return AddTicket($"{file.Url}{(file.PathEnd < file.Url.Length ? '&' : '?')}{authKey}", expires);
    }

    private string AddTicket(string signed, DateTimeOffset expires) => Tickets is null
        ? signed
        : TicketLocation.AddOwn(signed, expires.ToUnixTimeSeconds(), Tickets, new LinkNumbers(TimeProvider.System).Next());

    /// <summary>Where it is mounted, and nothing secret.</summary>
    public override string ToString() => Name;
}
