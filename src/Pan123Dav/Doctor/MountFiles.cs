using Pan123Dav.Storage;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Doctor;

/// <summary>A mount and the first files of its tree, which stand for all.</summary>
/// <param name="Options">How it is configured.</param>
/// <param name="Files">A few at most.</param>
/// <param name="UnknownSizes">How many of all its files have no size.</param>
internal sealed record MountFiles(MountOptions Options, IReadOnlyList<StorageEntry> Files, int UnknownSizes)
{
    private const int Few = 3;

    public string Name => Options.Path.ToString();

    public bool IsSigned => Options.Type == MountType.DirectLink && Options.PrivateKey.Length > 0;

    public static async Task<MountFiles> OfAsync(Mount mount, CancellationToken cancellationToken)
    {
        if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is not { Table: var table })
        {
            return new MountFiles(mount.Options, [], 0);
        }

        var files = Enumerable.Range(1, table.Count - 1).Select(row => new StorageEntry(table, row)).Where(entry => !entry.IsCollection);
        return new MountFiles(mount.Options, [.. files.Take(Few)], files.Count(file => file.Length is null));
    }

    /// <summary>Where the file stands in the drive, decoded.</summary>
    public string PathOf(StorageEntry file) => (Options.Path.IsRoot ? "" : Options.Path.ToString()) + file.Table.GetPath(file.Index);

    /// <summary>The link as the tree has it.</summary>
    public static string Unsigned(StorageEntry file) => file.Table.GetUrl(file.Index);

    /// <summary>The link signed to expire at <paramref name="expires"/>.</summary>
    public string Signed(StorageEntry file, DateTimeOffset expires) =>
        DirectLinkSigning.Sign(Unsigned(file), Options.PrivateKey, Options.Uid, expires.ToUnixTimeSeconds());

    /// <summary>Where it is mounted, and nothing secret.</summary>
    public override string ToString() => Name;
}
