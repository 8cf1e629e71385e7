using System.Text;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests;

/// <summary>What the gateway expects of every storage. The storage under test holds <see cref="Text"/>.</summary>
public abstract class StorageContractTests
{
    /// <summary>The names that are nasty, a folder in a folder, an empty folder, and files of known and unknown size and time.</summary>
    protected static string Text { get; } = string.Join('\n',
    [
        "films:",
        "  2024:",
        "    one.mkv:123:1694101621:https://h/films/2024/one.mkv",
        "    two.mkv:https://h/films/2024/two.mkv?x=1",
        "  cafe\u0301:",
        "    menu.txt:5:6:https://h/menu.txt",
        "empty:",
        "top.md:::https://h/top.md",
        "nasty:",
        // A leading blank is the indent's, so such a name comes by the URL.
        .. NastyNames.ForStorages.Select(name => $"  {(name[0] == ' ' ? "" : name + ":")}1:2:https://h/{Uri.EscapeDataString(name)}"),
    ]);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IStorage> CreateAsync();

    /// <summary>What the storage says of a size that the text leaves out: 123 knows every size.</summary>
    protected virtual long? UnknownLength => null;

    [Theory]
    [InlineData("/", true)]
    [InlineData("/films", true)]
    [InlineData("/films/2024", true)]
    [InlineData("/films/2024/one.mkv", false)]
    [InlineData("/films/caf\u00E9/menu.txt", false)]
    [InlineData("/films/cafe\u0301", true)]
    [InlineData("/empty", true)]
    [InlineData("/top.md", false)]
    public async Task FindAsync_WhatIsThere_GivesIt(string path, bool isCollection)
    {
        var entry = await FindAsync(path);

        Assert.Equal(isCollection, entry!.Value.IsCollection);
        Assert.Equal(path.Split('/')[^1].Normalize(), Encoding.UTF8.GetString(entry.Value.Name).Normalize());
    }

    [Theory]
    [InlineData("/film")]
    [InlineData("/films/2025")]
    [InlineData("/Films")]
    [InlineData("/top.md/x")]
    [InlineData("/films/2024/one.mkv/one.mkv")]
    [InlineData("/one.mkv")]
    public async Task FindAsync_WhatIsNotThere_GivesNull(string path) => Assert.Null(await FindAsync(path));

    [Theory]
    [InlineData("/", new[] { "films", "empty", "top.md", "nasty" })]
    [InlineData("/films", new[] { "2024", "cafe\u0301" })]
    [InlineData("/films/2024", new[] { "one.mkv", "two.mkv" })]
    [InlineData("/empty", new string[0])]
    public async Task ListAsync_Collection_GivesItsMembersInTheOwnersOrder(string path, string[] expected) =>
        Assert.Equal(expected, await ListAsync(path));

    [Fact]
    public async Task ListAsync_NastyNames_AreEachFoundByTheirOwnName()
    {
        var storage = await CreateAsync();

        Assert.Equal(NastyNames.ForStorages, await ListAsync("/nasty"));
        foreach (var name in NastyNames.ForStorages)
        {
            var entry = await storage.FindAsync(Trees.Path("/nasty").Append(Trees.Utf8(name)), Cancellation);
            Assert.Equal(name, Encoding.UTF8.GetString(entry!.Value.Name));
        }
    }

    [Fact]
    public async Task Entry_OfAFile_TellsSizeAndTimeWhereTheyAreKnown()
    {
        var known = await FindAsync("/films/2024/one.mkv");
        var unknown = await FindAsync("/films/2024/two.mkv");

        Assert.Equal((123L, 1694101621L), (known!.Value.Length, known.Value.Modified));
        Assert.Equal((UnknownLength, null), (unknown!.Value.Length, unknown.Value.Modified));
        Assert.NotEqual(known.Value.Fingerprint, unknown.Value.Fingerprint);
        Assert.Equal(known.Value.Fingerprint, (await FindAsync("/films/2024/one.mkv"))!.Value.Fingerprint);
    }

    [Theory]
    [InlineData("/films/2024/one.mkv")]
    [InlineData("/films/2024/two.mkv")]
    [InlineData("/top.md")]
    public async Task CreateLinkAsync_File_GivesAnAbsoluteAsciiUriThatExpires(string path)
    {
        var storage = await CreateAsync();
        var file = await storage.FindAsync(Trees.Path(path), Cancellation);

        var link = await file!.Value.CreateLinkAsync(default, Cancellation);

        Assert.True(Uri.TryCreate(link.Location, UriKind.Absolute, out _));
        Assert.True(Ascii.IsValid(link.Location));
        Assert.NotEqual(default, link.Expires);
    }

    [Fact]
    public async Task Walk_WholeTree_FindsEveryMemberByItsPath()
    {
        var seen = await Listing.WalkAsync(await CreateAsync(), isExact: false);

        Assert.Equal(9 + NastyNames.ForStorages.Length, seen.Count);
        Assert.Contains("/films/2024/one.mkv", seen);
    }

    [Fact]
    public async Task Requests_AtOnce_AllGetTheSame()
    {
        var storage = await CreateAsync();

        var walks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Listing.WalkAsync(storage, isExact: false))));

        Assert.All(walks, walk => Assert.Equal(walks[0], walk));
    }

    [Fact]
    public async Task ListAsync_EntryFoundBefore_StillListsIt()
    {
        var storage = await CreateAsync();
        var folder = await storage.FindAsync(Trees.Path("/films/2024"), Cancellation);
        await Listing.WalkAsync(storage, isExact: false);

        var members = await storage.ListAsync(Trees.Path("/films/2024"), folder!.Value, Cancellation);

        Assert.Equal(["one.mkv", "two.mkv"], members.Select(member => Encoding.UTF8.GetString(member.Name)));
    }

    protected async Task<StorageEntry?> FindAsync(string path) => await (await CreateAsync()).FindAsync(Trees.Path(path), Cancellation);

    protected async Task<string[]> ListAsync(string path) => await Listing.NamesAsync(await CreateAsync(), path);
}
