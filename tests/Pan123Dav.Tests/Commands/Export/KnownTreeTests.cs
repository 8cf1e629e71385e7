using System.Buffers;
using System.Text;
using Pan123Dav.Commands.Export;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Storage.UrlTree.Writing;

namespace Pan123Dav.Tests.Commands.Export;

public sealed class KnownTreeTests
{
    private const string Text = "a:\n  b:\n    one.txt:1:11:https://h/1\n  two.txt:2:12:https://h/2\nthree.txt:3:13:https://h/3\nempty:\n";

    [Theory]
    [InlineData("/a/b/one.txt", "one.txt:1:11", "https://h/1")]
    [InlineData("/a/b/one.txt", "one.txt:2:11", null)]
    [InlineData("/a/b/one.txt", "one.txt:1:12", null)]
    [InlineData("/a/b/one.txt", "one.txt::11", null)]
    [InlineData("/a/one.txt", "one.txt:1:11", null)]
    [InlineData("/a/b", "b:1:11", null)]
    [InlineData("/nothing", "nothing:1:11", null)]
    public void Find_File_IsItsLinkWhileSizeAndTimeAreTheSame(string path, string file, string? expected) =>
        Assert.Equal(expected, new KnownTree(Parse(Text), isReused: true).Find(Path(path), Parse(file + ":https://h/now").Members(0).Single()));

    [Fact]
    public void Find_CompleteText_IsNothing() =>
        Assert.Null(new KnownTree(Parse(Text), isReused: false).Find(Path("/three.txt"), Parse("three.txt:3:13:https://h/now").Members(0).Single()));

    [Fact]
    public void WriteRest_NothingDone_IsTheWholeText() =>
        Assert.Equal(["/a/b/one.txt https://h/1", "/a/two.txt https://h/2", "/three.txt https://h/3"], WriteRest());

    [Theory]
    [InlineData("/a/two.txt", "/a/b/one.txt https://h/1", "/three.txt https://h/3")]
    [InlineData("/three.txt", "/a/b/one.txt https://h/1", "/a/two.txt https://h/2")]
    public void WriteRest_SomeDone_IsTheOthers(string done, params string[] rest) => Assert.Equal(rest, WriteRest(done, "/nothing"));

    [Fact]
    public void WriteRest_AllDone_IsNothing() => Assert.Empty(WriteRest("/a/b/one.txt", "/a/two.txt", "/three.txt"));

    // What the rest is when it is read again, as the next run does.
    private static string[] WriteRest(params string[] done)
    {
        var known = new KnownTree(Parse(Text), isReused: true);
        foreach (var path in done)
        {
            known.Done(Path(path));
        }

        var output = new ArrayBufferWriter<byte>();
        var count = known.WriteRest(new TreeTextWriter(output));
        var parsed = UrlTreeText.Parse(output.WrittenSpan).Table!;
        string[] files = [.. Enumerable.Range(1, parsed.Count - 1).Where(row => !new StorageEntry(parsed, row).IsCollection)
            .Select(row => $"{parsed.GetPath(row)} {parsed.GetUrl(row)}")];
        Assert.Equal(files.Length, count);
        return files;
    }

    private static EntryTable Parse(string text) => UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Table!;

    private static StoragePath Path(string path)
    {
        Assert.True(StoragePath.TryParse(path, out var parsed));
        return parsed;
    }
}
