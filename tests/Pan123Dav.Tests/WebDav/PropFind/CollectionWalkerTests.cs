using System.Text;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.Tests.WebDav.PropFind;

public sealed class CollectionWalkerTests
{
    private const string Tree = "b:\n  d 1:\n    e.txt:1:2:https://h/e\n  c.txt:1:2:https://h/c\na.txt:1:2:https://h/a\nempty:\nz#.txt:1:2:https://h/z";

    [Fact]
    public async Task MoveNext_NotDeep_AreTheMembersInTreeOrder() =>
        Assert.Equal(["/dav/ b", "/dav/ a.txt", "/dav/ empty", "/dav/ z#.txt"], await WalkAsync(Tree, deep: false));

    [Fact]
    public async Task MoveNext_Deep_AreAllEachCollectionBeforeItsMembers() => Assert.Equal(
        ["/dav/ b", "/dav/b/ d 1", "/dav/b/d%201/ e.txt", "/dav/b/ c.txt", "/dav/ a.txt", "/dav/ empty", "/dav/ z#.txt"], await WalkAsync(Tree, deep: true));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MoveNext_EmptyCollection_IsTheEnd(bool deep) => Assert.Empty(await WalkAsync("# nothing", deep));

    [Fact]
    public async Task MoveNext_FiveHundredLevels_NeedNoStack()
    {
        const int levels = 500;
        var tree = string.Concat(Enumerable.Range(0, levels).Select(level => $"{new string(' ', 2 * level)}f:\n"))
            + $"{new string(' ', 2 * levels)}a.txt:1:2:https://h/a";

        var walked = await WalkAsync(tree, deep: true);

        Assert.Equal(levels + 1, walked.Count);
        Assert.Equal($"/dav/{string.Concat(Enumerable.Repeat("f/", levels))} a.txt", walked[^1]);
    }

    private static async Task<List<string>> WalkAsync(string tree, bool deep)
    {
        var table = UrlTreeText.Parse(Encoding.UTF8.GetBytes(tree)).Table!;
        var storage = new TableStorage(table);
        var walker = new CollectionWalker(storage, deep);
        await walker.EnterAsync(StoragePath.Root, table.Root, "/dav/"u8.ToArray(), TestContext.Current.CancellationToken);
        var walked = new List<string>();
        while (walker.MoveNext())
        {
            walked.Add($"{Encoding.ASCII.GetString(walker.Href)} {Encoding.UTF8.GetString(walker.Current.Name)}");
            if (walker.IsDescentDue)
            {
                await walker.DescendAsync(TestContext.Current.CancellationToken);
            }
        }

        return walked;
    }

    private sealed class TableStorage(EntryTable table) : IStorage
    {
        public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => new(table.Find(path));

        public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
        {
            // The walker must know where it is.
            Assert.Equal(collection.Index, table.Find(path)!.Value.Index);
            return new(table.Members(collection.Index));
        }
    }
}
