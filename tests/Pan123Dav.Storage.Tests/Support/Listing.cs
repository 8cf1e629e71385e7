using System.Text;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Lists as the gateway does: finds the collection, then its members.</summary>
internal static class Listing
{
    public static async Task<string[]> NamesAsync(IStorage storage, string path)
    {
        var at = Trees.Path(path);
        var collection = await storage.FindAsync(at, TestContext.Current.CancellationToken);
        var members = await storage.ListAsync(at, collection!.Value, TestContext.Current.CancellationToken);
        return [.. members.Select(member => Encoding.UTF8.GetString(member.Name))];
    }

    /// <summary>
    /// Every path that can be reached by listing, with a slash behind collections; fails where a listed
    /// member is not found by its path, or found otherwise.
    /// </summary>
    /// <param name="storage">What is walked.</param>
    /// <param name="isExact">Whether a member must be found as the row that was listed: above nested mounts it is another one that stands for the same.</param>
    public static async Task<List<string>> WalkAsync(IStorage storage, bool isExact = true)
    {
        var seen = new List<string>();
        await WalkAsync(storage, StoragePath.Root, seen, isExact);
        return seen;
    }

    private static async Task WalkAsync(IStorage storage, StoragePath path, List<string> seen, bool isExact)
    {
        var collection = await storage.FindAsync(path, TestContext.Current.CancellationToken);
        foreach (var member in await storage.ListAsync(path, collection!.Value, TestContext.Current.CancellationToken))
        {
            var below = path.Append(member.Name);
            var found = await storage.FindAsync(below, TestContext.Current.CancellationToken);
            Assert.Equal((Encoding.UTF8.GetString(member.Name), member.IsCollection), (Encoding.UTF8.GetString(found!.Value.Name), found.Value.IsCollection));
            Assert.True(!isExact || (member.Table, member.Index) == (found.Value.Table, found.Value.Index));
            seen.Add(below + (member.IsCollection ? "/" : ""));
            if (member.IsCollection)
            {
                await WalkAsync(storage, below, seen, isExact);
            }
        }
    }
}
