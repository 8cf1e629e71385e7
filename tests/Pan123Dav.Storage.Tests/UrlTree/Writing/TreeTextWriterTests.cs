using System.Buffers;
using System.Text;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Storage.UrlTree.Writing;

namespace Pan123Dav.Storage.Tests.UrlTree.Writing;

public sealed class TreeTextWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    private string Text => Encoding.UTF8.GetString(_output.WrittenSpan);

    [Theory]
    [InlineData("plain.txt", "https://h.example/13/plain.txt")]
    [InlineData("a:b", "https://h.example/x")]
    [InlineData("1:2", "https://h.example/x")]
    [InlineData(":", "https://h.example/x")]
    [InlineData("trailing ", "https://h.example/x")]
    [InlineData("#", "https://h.example/x")]
    [InlineData("12 GB", "https://h.example/x")]
    [InlineData("-5", "https://h.example/x?a=b&c")]
    [InlineData("# of the link", "https://h.example/%23%20of%20the%20link")]
    [InlineData(" of the link", "https://h.example/%20of%20the%20link")]
    [InlineData("\u3000blank", "https://h.example/%E3%80%80blank")]
    public void File_AnyName_IsReadBackWithAndWithoutNumbers(string name, string url)
    {
        foreach (var (length, modified) in new (long?, long?)[] { (1, 2), (null, 2), (1, null), (null, null), (0, 1694101621) })
        {
            _output.Clear();
            Assert.True(new TreeTextWriter(_output).TryWriteFile(0, Encoding.UTF8.GetBytes(name), length, modified, Encoding.ASCII.GetBytes(url)));

            var parsed = UrlTreeText.Parse(_output.WrittenSpan);

            Assert.Empty(parsed.Diagnostics);
            var entry = new StorageEntry(parsed.Table!, 1);
            Assert.Equal((name, length, modified, url), (Encoding.UTF8.GetString(entry.Name), entry.Length, entry.Modified, parsed.Table!.GetUrl(1)));
        }
    }

    [Fact]
    public void File_LinkThatEndsWithAColon_StaysAFile()
    {
        Assert.True(new TreeTextWriter(_output).TryWriteFile(1, "a"u8, 1, 2, "https://h.example/13/a:"u8));

        Assert.Equal("  a:1:2:https://h.example/13/a%3A\n", Text);
    }

    [Theory]
    [InlineData(" x", "https://h.example/y")]
    [InlineData("# x", "https://h.example/y")]
    [InlineData(" ", "https://h.example/%20")]
    [InlineData("x", "ftp://h.example/y")]
    [InlineData("x", "https://h.example/a b")]
    [InlineData("x", "https://h.example/y#z")]
    public void File_WhatNoLineHolds_IsRefusedWithNothingWritten(string name, string url)
    {
        Assert.False(new TreeTextWriter(_output).TryWriteFile(0, Encoding.UTF8.GetBytes(name), 1, 2, Encoding.ASCII.GetBytes(url)));

        Assert.Equal("", Text);
    }

    [Theory]
    [InlineData("films", true)]
    [InlineData("a:", true)]
    [InlineData("#1", true)]
    [InlineData("#", true)]
    [InlineData("x ", true)]
    [InlineData(" x", false)]
    [InlineData("# x", false)]
    [InlineData(" ", false)]
    public void Folder_Name_IsReadBackOrRefusedAndEscaped(string name, bool fits)
    {
        var writer = new TreeTextWriter(_output);
        var bytes = Encoding.UTF8.GetBytes(name);

        Assert.Equal(fits, writer.TryWriteFolder(0, bytes));
        Assert.Equal(fits, writer.TryWriteFolder(0, TreeTextName.Escape(bytes)) && fits);

        var parsed = UrlTreeText.Parse(_output.WrittenSpan);
        Assert.Empty(parsed.Diagnostics);
        Assert.Equal(fits ? name : Encoding.UTF8.GetString(TreeTextName.Escape(bytes)), Encoding.UTF8.GetString(new StorageEntry(parsed.Table!, 1).Name));
    }
}
