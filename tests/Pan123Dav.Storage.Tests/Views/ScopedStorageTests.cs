using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Storage.Tests.Views;

public sealed class ScopedStorageTests
{
    private const string Text = """
        films:
          2024:
            one.mkv:::https://h/1
            two.mkv:::https://h/2
          2025:
            three.mkv:::https://h/3
        café:
          menu.txt:::https://h/4
        music:::https://h/5
        other:
          x:::https://h/6
        """;

    [Theory]
    [InlineData("/", "/films", PathScopeState.Inside)]
    [InlineData("/films", "/", PathScopeState.Ancestor)]
    [InlineData("/films", "/films", PathScopeState.Inside)]
    [InlineData("/films", "/films/2024/one.mkv", PathScopeState.Inside)]
    [InlineData("/films", "/film", PathScopeState.Outside)]
    [InlineData("/films/2024", "/films", PathScopeState.Ancestor)]
    [InlineData("/films/2024", "/films/2025", PathScopeState.Outside)]
    [InlineData("/films/2024", "/films/2025/2024", PathScopeState.Outside)]
    [InlineData("/films/2024;/films", "/films/2025", PathScopeState.Inside)]
    [InlineData("/cafe\u0301", "/caf\u00E9/menu.txt", PathScopeState.Inside)]
    [InlineData("", "/", PathScopeState.Ancestor)]
    [InlineData("", "/films", PathScopeState.Outside)]
    public void GetState_Path_StandsAsTheScopeSays(string allowed, string path, PathScopeState expected)
    {
        var scope = Scope(allowed);

        Assert.Equal(expected, scope.GetState(Trees.Path(path)));
        Assert.Equal(allowed == "/", scope.IsEverything);
    }

    [Theory]
    [InlineData("/", new[] { "/films/", "/films/2024/", "/films/2024/one.mkv", "/films/2024/two.mkv",
        "/films/2025/", "/films/2025/three.mkv", "/café/", "/café/menu.txt", "/music", "/other/", "/other/x" })]
    [InlineData("/films/2024;/music", new[] { "/films/", "/films/2024/", "/films/2024/one.mkv", "/films/2024/two.mkv", "/music" })]
    [InlineData("/films/2024/two.mkv", new[] { "/films/", "/films/2024/", "/films/2024/two.mkv" })]
    [InlineData("/cafe\u0301", new[] { "/café/", "/café/menu.txt" })]
    [InlineData("/films/absent", new[] { "/films/" })]
    [InlineData("/absent/x;/music/below", new string[0])]
    [InlineData("", new string[0])]
    public async Task Walk_Scope_ShowsWhatIsAllowedAndTheWayThere(string allowed, string[] expected) =>
        Assert.Equal(expected, await Listing.WalkAsync(await CreateAsync(allowed)));

    [Theory]
    [InlineData("/films/2025")]
    [InlineData("/films/2025/three.mkv")]
    [InlineData("/other")]
    [InlineData("/music")]
    [InlineData("/absent")]
    public async Task FindAsync_WhatIsOutside_LooksAbsent(string path) =>
        Assert.Null(await (await CreateAsync("/films/2024;/music/below;/absent/x")).FindAsync(Trees.Path(path), TestContext.Current.CancellationToken));

    [Fact]
    public async Task ListAsync_CollectionOutside_IsEmpty()
    {
        var everything = await CreateAsync("/");
        var other = await everything.FindAsync(Trees.Path("/other"), TestContext.Current.CancellationToken);

        Assert.Empty(await (await CreateAsync("/films")).ListAsync(Trees.Path("/other"), other!.Value, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CreateLinkAsync_File_IsTheInnerStoragesLink()
    {
        var storage = await CreateAsync("/films/2024");
        var file = await storage.FindAsync(Trees.Path("/films/2024/one.mkv"), TestContext.Current.CancellationToken);

        Assert.Equal("https://h/1", (await file!.Value.CreateLinkAsync(default, TestContext.Current.CancellationToken)).Location);
    }

    private static PathScope Scope(string allowed) => new(allowed.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Trees.Path));

    private static async Task<IStorage> CreateAsync(string allowed) => new ScopedStorage(await Mounting.LoadAsync(Mounting.At("/", Text)), Scope(allowed));
}
