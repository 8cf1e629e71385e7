using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Storage.Tests.Views;

public sealed class HidingStorageTests
{
    private const string Text = """
        films:
          .meta:
            one.nfo:::https://h/1
          café.mkv:::https://h/2
          two.mkv:::https://h/3
          kept:
            .two:::https://h/4
        .trash:::https://h/5
        """;

    [Fact]
    public async Task Walk_Rules_HideMembersAndWhatIsBelow_TheDeepestRuleAlone()
    {
        var storage = await CreateAsync(("/", @"^\."), ("/films/kept", "two$"));

        Assert.Equal(["/films/", "/films/café.mkv", "/films/two.mkv", "/films/kept/"], await Listing.WalkAsync(storage));
        Assert.Null(await FindAsync(storage, "/.trash"));
        Assert.Null(await FindAsync(storage, "/films/.meta/one.nfo"));
        Assert.False(storage.Allows(Trees.Path("/films/.meta/absent")));
        Assert.True(storage.Allows(Trees.Path("/films/absent")));
    }

    [Fact]
    public async Task Walk_RuleOfADeeperPath_LetsShowWhatTheUpperHides()
    {
        var storage = await CreateAsync(("/", @"^\."), ("/films/kept", "nothing"));

        Assert.Equal(["/films/", "/films/café.mkv", "/films/two.mkv", "/films/kept/", "/films/kept/.two"], await Listing.WalkAsync(storage));
    }

    [Fact]
    public async Task ListAsync_HiddenCollection_IsEmpty()
    {
        var hidden = await FindAsync(await CreateAsync(), "/films/.meta");

        Assert.Empty(await (await CreateAsync(("/", @"^\."))).ListAsync(Trees.Path("/films/.meta"), hidden!.Value, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FindAsync_BelowAHiddenFolderThatCannotBeListed_IsWhatItIsBelowOneThatIsNotThere()
    {
        var inner = new BrokenFolders(await Mounting.LoadAsync(Mounting.At("/", Text)), "/films/.meta", "/down");
        var storage = new HidingStorage(inner, [KeyValuePair.Create(Trees.Path("/"), Hidden(@"^\."))]);

        Assert.Null(await FindAsync(storage, "/films/.meta/one.nfo"));
        Assert.Null(await FindAsync(storage, "/films/absent/one.nfo"));
        foreach (var path in new[] { "/down/absent", "/down/.absent", "/down/absent/a", "/down/.absent/a" })
        {
            await Assert.ThrowsAsync<StorageException>(() => FindAsync(storage, path));
        }
    }

    [Theory]
    [InlineData("^caf\u00e9$", "cafe\u0301", true)]
    [InlineData("^a+$", "aaa", true)]
    [InlineData("^a+$", "aab", false)]
    [InlineData(@"^(a)\1$", "aa", true)]
    public void Contains_Name_InNormalizationFormC(string pattern, string name, bool expected) =>
        Assert.Equal(expected, Hidden(pattern).Contains(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void Contains_LongName_IsLookedAtWhole() =>
        Assert.True(Hidden("^a+b$").Contains(Encoding.UTF8.GetBytes(new string('a', 2000) + "b")));

    [Fact]
    public void Contains_WhatTakesTooLong_IsHidden() =>
        Assert.True(Hidden(@"^(a|aa)+(?!c)\1?$").Contains(Encoding.UTF8.GetBytes(new string('a', 60) + "b")));

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("*")]
    public void TryCompile_NoPattern_SaysWhereWithoutRepeatingIt(string pattern)
    {
        Assert.False(HiddenNames.TryCompile(pattern, out var compiled, out var problem));
        Assert.Null(compiled);
        Assert.Matches(@"^\w+ at character \d+$", problem);
    }

    private static HiddenNames Hidden(string pattern)
    {
        Assert.True(HiddenNames.TryCompile(pattern, out var compiled, out _));
        return new HiddenNames([compiled!], NullLogger.Instance);
    }

    private static async Task<HidingStorage> CreateAsync(params (string Path, string Pattern)[] rules) => new(
        await Mounting.LoadAsync(Mounting.At("/", Text)), rules.Select(rule => KeyValuePair.Create(Trees.Path(rule.Path), Hidden(rule.Pattern))));

    private static async Task<StorageEntry?> FindAsync(HidingStorage storage, string path) =>
        await storage.FindAsync(Trees.Path(path), TestContext.Current.CancellationToken);

    /// <summary>What stands below these folders cannot be asked for.</summary>
    private sealed class BrokenFolders(IStorage inner, params string[] folders) : IStorage
    {
        public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) =>
            folders.Any(folder => path.TryRelativeTo(Trees.Path(folder), out var below) && !below.IsRoot)
                ? throw new StorageException(StorageError.Unavailable, "The folder cannot be listed.")
                : inner.FindAsync(path, cancellationToken);

        public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
            inner.ListAsync(path, collection, cancellationToken);
    }
}
