using System.Text;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands;

/// <summary>Finds the mount whose key signs a URL: the one whose tree holds it, or the only one of type <c>DirectLink</c> that has a key.</summary>
internal static class SignSource
{
    /// <returns>The mount and whether its tree holds the URL, or what is wrong.</returns>
    public static async Task<(MountOptions? Mount, bool IsOfItsTree, string Mistake)> FindAsync(
        GatewayOptions options, string url, CancellationToken cancellationToken)
    {
        List<MountOptions> signing = [.. options.Mounts.Where(mount => mount is { Type: MountType.DirectLink, PrivateKey.Length: > 0 })];
        if (signing.Count == 0)
        {
            return (null, false, "the configuration has no mount of type DirectLink with a PrivateKey");
        }

        // As a tree would keep it, so that it does not matter how either is encoded. A wrong one is told of when it is signed.
        if (UrlTreeText.Parse(Encoding.UTF8.GetBytes(url.Trim())).Table is { } single && single.Members(0).FirstOrDefault() is { Table: not null } wanted)
        {
            var ascii = single.GetUrl(wanted.Index);
            foreach (var mount in signing)
            {
                if (await HoldsAsync(mount, ascii, cancellationToken))
                {
                    return (mount, true, "");
                }
            }
        }

        var paths = string.Join(", ", signing.Select(mount => mount.Path.ToString()));
        return signing.Count == 1 ? (signing[0], false, "") : (null, false, $"no tree of the mounts {paths} holds this URL, and each has a key of its own");
    }

    private static async Task<bool> HoldsAsync(MountOptions mount, string url, CancellationToken cancellationToken)
    {
        var loaded = await MountTable.LoadAsync([mount with { Path = StoragePath.Root }], null, new StorageServices { IsWatching = false }, cancellationToken);
        if (loaded.Table is not { } mounts)
        {
            return false;
        }

        await using (mounts)
        {
            var root = await mounts.Mounts[0].Storage.FindAsync(StoragePath.Root, cancellationToken);
            return root is { Table: var table }
                && Enumerable.Range(1, table.Count - 1).Any(row => !new StorageEntry(table, row).IsCollection && table.GetUrl(row) == url);
        }
    }
}
