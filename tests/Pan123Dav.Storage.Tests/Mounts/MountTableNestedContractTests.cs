using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Mounts;

/// <summary>The same tree in pieces.</summary>
public sealed class MountTableNestedContractTests : StorageContractTests
{
    protected override async Task<IStorage> CreateAsync()
    {
        var pieces = Text.Split("\nempty:");
        var films = string.Join('\n', pieces[0].Split('\n').Skip(1).Select(line => line[2..]));
        var rest = pieces[1].Split("\nnasty:");
        var nasty = string.Join('\n', rest[1].Split('\n').Skip(1).Select(line => line[2..]));
        var table = await Mounting.LoadAsync(Mounting.At("/", "films:\nempty:" + rest[0]), Mounting.At("/nasty", nasty), Mounting.At("/outer/films", films));
        return new ReorderedRoot(table);
    }

    // Mounts come after what the tree itself has; the contract's tree has the films, mounted below /outer here, first.
    private sealed class ReorderedRoot(MountTable table) : IStorage
    {
        public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => table.FindAsync(Map(path), cancellationToken);

        public async ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
            (await table.ListAsync(Map(path), collection, cancellationToken)).Where(member => !member.Name.SequenceEqual("outer"u8));

        private static StoragePath Map(StoragePath path) =>
            path.TryRelativeTo(Trees.Path("/films"), out var rest) ? Trees.Path("/outer/films" + (rest.IsRoot ? "" : rest.ToString())) : path;
    }
}
