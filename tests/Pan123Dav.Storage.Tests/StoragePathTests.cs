using System.Text;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests;

public sealed class StoragePathTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//a//b/", "/a/b")]
    [InlineData("/cafe\u0301/x", "/caf\u00E9/x")]
    [InlineData("/音乐/第 1 集", "/音乐/第 1 集")]
    [InlineData("/.../..a", "/.../..a")]
    public void TryParse_GoodPath_IsInFormC(string text, string expected)
    {
        Assert.True(StoragePath.TryParse(text, out var path));
        Assert.Equal(expected, path.ToString());
        Assert.Equal(Trees.Path(expected), path);
        Assert.Equal(Trees.Path(expected).GetHashCode(), path.GetHashCode());
    }

    [Theory]
    [InlineData("/a/./b")]
    [InlineData("/a/..")]
    [InlineData("/a\0b")]
    [InlineData("/a\tb")]
    [InlineData("/a\u007F")]
    [InlineData("/a\u0080")]
    [InlineData("/\u009F")]
    public void TryParse_WrongSegment_IsRefused(string text) => Assert.False(StoragePath.TryParse(text, out _));

    [Fact]
    public void IsSegment_EveryCharacter_RefusesSlashAndControlsOnly()
    {
        for (var value = 0; value < 0x3000; value++)
        {
            var rune = new Rune(value);
            Assert.True(StoragePath.IsSegment(Trees.Utf8($"é{rune}x")) == (!Rune.IsControl(rune) && value != '/'), $"U+{value:X4}");
        }
    }

    [Fact]
    public void IsSegment_IllFormedUtf8_IsRefused()
    {
        Assert.False(StoragePath.IsSegment([0x61, 0xC2]));
        Assert.False(StoragePath.IsSegment([0xC2, 0x41]));
        Assert.False(StoragePath.IsSegment([0xED, 0xA0, 0x80]));
        Assert.False(StoragePath.IsSegment([]));
    }

    [Theory]
    [InlineData("/a/b/c", "/", "/a/b/c")]
    [InlineData("/a/b/c", "/a", "/b/c")]
    [InlineData("/a/b/c", "/a/b/c", "/")]
    [InlineData("/a/b/c", "/a/b/c/d", null)]
    [InlineData("/ab/c", "/a", null)]
    [InlineData("/", "/a", null)]
    public void TryRelativeTo_Ancestor_LeavesTheRest(string path, string ancestor, string? rest)
    {
        Assert.Equal(rest is not null, Trees.Path(path).TryRelativeTo(Trees.Path(ancestor), out var left));
        Assert.Equal(rest ?? path, left.ToString());
    }

    [Fact]
    public void Segments_OfAPath_AreItsNames() =>
        Assert.Equal(["a", "音", "c"], Names(Trees.Path("/a/音/c")));

    private static List<string> Names(StoragePath path)
    {
        var names = new List<string>();
        foreach (var segment in path.Segments)
        {
            names.Add(Encoding.UTF8.GetString(segment.Span));
        }

        return names;
    }
}
