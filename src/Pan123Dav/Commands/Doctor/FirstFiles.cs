using System.Text;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Finds a few files of a mount that is asked folder by folder, at the cost of a few calls.</summary>
internal static class FirstFiles
{
    private const int MaxFolders = 8;

    /// <param name="mount">The mount.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="listed">Is told of each folder that was listed, and how many members it has.</param>
    /// <exception cref="StorageException">The first folder cannot be listed.</exception>
    public static async Task<IReadOnlyList<(string Path, StorageEntry Entry)>> FindAsync(
        Mount mount, CancellationToken cancellationToken, Action<string, int>? listed = null)
    {
        var folders = new Queue<(StoragePath Path, StorageEntry Entry)>();
        if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is { } root)
        {
            folders.Enqueue((StoragePath.Root, root));
        }

        for (var folderCount = 0; folderCount < MaxFolders && folders.TryDequeue(out var folder); folderCount++)
        {
            var (found, members) = (new List<(string, StorageEntry)>(), 0);
            foreach (var member in await mount.Storage.ListAsync(folder.Path, folder.Entry, cancellationToken))
            {
                members++;
                if (member.IsCollection)
                {
                    folders.Enqueue((folder.Path.Append(member.Name), member));
                }
                else if (found.Count < MountFiles.Few)
                {
                    found.Add(
                        (MountFiles.GetPath(mount.Options, $"{(folder.Path.IsRoot ? "" : folder.Path.ToString())}/{Encoding.UTF8.GetString(member.Name)}"),
                            member));
                }
            }

            listed?.Invoke(MountFiles.GetPath(mount.Options, folder.Path.ToString()), members);
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }
}
