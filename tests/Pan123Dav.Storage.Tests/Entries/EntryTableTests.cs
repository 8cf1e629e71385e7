using System.Text;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Entries;

public sealed class EntryTableTests
{
    [Fact]
    public void Root_OfAnEmptyTable_HasNoNameAndNoMembers()
    {
        var root = new EntryTableBuilder().Build(DetachedEntryOwner.Instance).Root;

        Assert.True(root.IsCollection);
        Assert.True(root.Name.IsEmpty);
        Assert.True(root.EncodedName.IsEmpty);
        Assert.Empty(root.Table.Members(0));
        Assert.Null(root.Table.Find(Trees.Path("/a")));
    }

    [Fact]
    public void Find_EveryNastyName_GivesItAndItsEncodedForm()
    {
        var builder = new EntryTableBuilder();
        foreach (var name in NastyNames.ForStorages)
        {
            Assert.True(builder.TryAddFile(0, Trees.Utf8(name), Trees.Utf8("https://h/" + Uri.EscapeDataString(name)), 1, null, out _));
        }

        var table = builder.Build(DetachedEntryOwner.Instance);

        foreach (var name in NastyNames.ForStorages)
        {
            var entry = table.Find(StoragePath.Root.Append(Trees.Utf8(name)));
            Assert.Equal(name, Encoding.UTF8.GetString(entry!.Value.Name));
            Assert.Equal(Uri.EscapeDataString(name), Encoding.ASCII.GetString(entry.Value.EncodedName));
            Assert.Equal("https://h/" + Uri.EscapeDataString(name), table.GetUrl(entry.Value.Index));
        }
    }

    [Fact]
    public void TryAdd_NameInAnotherForm_IsTaken()
    {
        var builder = new EntryTableBuilder();

        Assert.True(builder.TryAddCollection(0, Trees.Utf8("cafe\u0301"), out var row));
        Assert.False(builder.TryAddFile(0, Trees.Utf8("caf\u00E9"), "https://h/a"u8, null, null, out var other));
        Assert.Equal(row, other);
        Assert.True(builder.TryAddFile(row, Trees.Utf8("caf\u00E9"), "https://h/a"u8, null, null, out _));
    }

    [Fact]
    public void Find_ManyRows_GivesEachAndNothingElse()
    {
        const int folders = 300;
        const int files = 40;
        var builder = new EntryTableBuilder();
        for (var folder = 0; folder < folders; folder++)
        {
            builder.TryAddCollection(0, Trees.Utf8($"f{folder}"), out var row);
            for (var file = 0; file < files; file++)
            {
                builder.TryAddFile(row, Trees.Utf8($"{file}"), Trees.Utf8($"https://h/{folder}/{file}?q=/"), file, folder, out _);
            }
        }

        var table = builder.Build(DetachedEntryOwner.Instance);

        Assert.Equal(1 + (folders * (files + 1)), table.Count);
        for (var folder = 0; folder < folders; folder++)
        {
            for (var file = 0; file < files; file++)
            {
                var entry = table.Find(Trees.Path($"/f{folder}/{file}"))!.Value;
                Assert.Equal($"/f{folder}/{file}", table.GetPath(entry.Index));
                Assert.Equal($"https://h/{folder}/{file}?q=/", table.GetUrl(entry.Index));
                Assert.Equal(file, entry.Length);
            }

            Assert.Null(table.Find(Trees.Path($"/f{folder}/{files}")));
            Assert.Equal(files, table.Members(table.Find(Trees.Path($"/f{folder}"))!.Value.Index).Count());
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0L, null)]
    [InlineData(-1L, null)]
    [InlineData(1L, 1L)]
    public void Modified_ZeroOrBefore_IsUnknown(long? given, long? expected)
    {
        var builder = new EntryTableBuilder();
        builder.TryAddFile(0, "a"u8, "https://h/a"u8, 0, given, out var row);
        var table = builder.Build(DetachedEntryOwner.Instance);

        Assert.Equal(expected, new StorageEntry(table, row).Modified);
        Assert.Equal(given, table.GetGivenModified(row));
        Assert.Equal(0, new StorageEntry(table, row).Length);
    }

    [Fact]
    public void Fingerprint_ChangesWithUrlSizeAndTime_NotWithTheName()
    {
        ulong Of(string line) => Trees.Read(line).Find(Trees.Path("/n"))!.Value.Fingerprint;

        var first = Of("n:1:2:https://h/a");
        Assert.Equal(first, Of("x:\nn:1:2:https://h/a"));
        string[] changed = ["n:1:2:https://h/b", "n:2:2:https://h/a", "n:1:3:https://h/a", "n:1::https://h/a", "n::2:https://h/a"];
        Assert.All(changed, line => Assert.NotEqual(first, Of(line)));
    }

    [Theory]
    [InlineData("plain 音.txt", true)]
    [InlineData("a&b", false)]
    [InlineData("a<b", false)]
    [InlineData("a\"b", false)]
    [InlineData("a\uFFFFb", false)]
    public void IsNamePlain_Name_SaysWhetherXmlCanHoldIt(string name, bool expected) =>
        Assert.Equal(expected, Trees.Read($"{name}:").Find(StoragePath.Root.Append(Trees.Utf8(name)))!.Value.IsNamePlain);
}
