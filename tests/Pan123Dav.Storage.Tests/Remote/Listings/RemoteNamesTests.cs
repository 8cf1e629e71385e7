using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Tests.Remote.Listings;

public sealed class RemoteNamesTests
{
    [Theory]
    [InlineData(new[] { "7 a.txt", "5 a.txt", "6 b" }, new[] { "a (7).txt", "a.txt", "b" })]
    [InlineData(new[] { "5 a.txt", "6 b", "7 a.txt" }, new[] { "a.txt", "b", "a (7).txt" })]
    [InlineData(new[] { "5 d/", "6 d/", "7 d" }, new[] { "d", "d (6)", "d (7)" })]
    [InlineData(new[] { "5 v1.2/", "6 v1.2/" }, new[] { "v1.2", "v1.2 (6)" })]
    [InlineData(new[] { "5 .hidden", "6 .hidden" }, new[] { ".hidden", ".hidden (6)" })]
    [InlineData(new[] { "5 a", "6 a", "9 a (6)" }, new[] { "a", "a (6) (6)", "a (6)" })]
    [InlineData(new[] { "5 caf\u00E9", "6 cafe\u0301" }, new[] { "caf\u00E9", "cafe\u0301 (6)" })]
    [InlineData(new[] { "5 A", "6 a" }, new[] { "A", "a" })]
    [InlineData(new[] { "5 x/y", "6 x%2Fy" }, new[] { "x%2Fy", "x%252Fy" })]
    [InlineData(new[] { "5 ", "6 " }, new[] { "%25", "%25 (6)" })]
    public void Of_Items_TellsThemApartWhateverTheirOrder(string[] items, string[] expected)
    {
        var read = items.Select(Read).ToArray();

        Assert.Equal(expected, RemoteNames.Create(read));
        Assert.Equal(expected.Reverse(), RemoteNames.Create([.. read.Reverse()]));
    }

    [Fact]
    public void Of_ItemsWithPaths_KeepTheirNamesButForControlsAndDoubles()
    {
        string[] names = ["a%2Fb", "%25", "bell\a", "bell%07", "caf\u00E9", "cafe\u0301"];

        var shown = RemoteNames.Create([.. names.Select(name => new RemoteItem(RemoteId.FromPath("d/" + name), name, false, 1, "", "", null))]);

        Assert.Equal(["a%2Fb", "%25", "bell%07"], shown[..3]);
        Assert.Matches("^bell%07 \\([0-9a-f]{8}\\)$", shown[3]);
        Assert.Equal(6, shown.Select(name => name.Normalize()).Distinct().Count());
    }

    private static RemoteItem Read(string text)
    {
        var (id, name) = (text[..1], text[2..]);
        var isFolder = name.EndsWith('/');
        return new RemoteItem(id[0] - '0', isFolder ? name[..^1] : name, isFolder, 1, "", "", null);
    }
}
