using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.Entries;

public sealed class EntryTableLearnTests
{
    [Fact]
    public void Learn_UnknownLengthAndTime_FillsInBothAndKeepsTheEntityTag()
    {
        var table = Trees.Read("a:https://h/a");
        var entry = new StorageEntry(table, 1);
        var tag = entry.Fingerprint;
        Assert.True(entry.IsLengthUnsure && table.HasUnknownLengths);

        table.Learn(1, 5, 6);

        Assert.Equal((5, 6, tag, false, false), (entry.Length, entry.Modified, entry.Fingerprint, entry.IsLengthUnsure, table.HasUnknownLengths));
    }

    [Fact]
    public void Learn_KnownLength_IsNeverOverwritten()
    {
        var table = Trees.Read("a:1::https://h/a");
        table.Learn(1, 5, 6);

        Assert.Equal((1, 6), (new StorageEntry(table, 1).Length, new StorageEntry(table, 1).Modified));
    }

    [Theory]
    [InlineData(1694101621, 1694101621, 77)]
    [InlineData(5, 5, 1694101621)]
    public void Learn_AmbiguousNumber_IsSettled(long probed, long length, long modified)
    {
        var table = UrlTreeText.Parse("a:1694101621:https://h/a"u8).Table!;
        var entry = new StorageEntry(table, 1);
        Assert.True(entry.IsLengthUnsure);

        table.Learn(1, probed, 77);

        Assert.Equal((length, modified, false), (entry.Length, entry.Modified, entry.IsLengthUnsure));
    }

    [Theory]
    [InlineData("a:1694101621::https://h/a")]
    [InlineData("a:500:https://h/a")]
    [InlineData("a::5:https://h/a", true)]
    [InlineData("f:")]
    public void IsLengthUnsure_Entry_IsByTheTree(string tree, bool expected = false) =>
        Assert.Equal((expected, expected), (new StorageEntry(Trees.Read(tree), 1).IsLengthUnsure, Trees.Read(tree).HasUnknownLengths));

    [Fact]
    public void Forget_Learnt_IsUnknownAgainAndGivenStays()
    {
        var table = Trees.Read("a:https://h/a\nb:1:2:https://h/b");
        table.Learn(1, 5, 6);

        Assert.True(table.Forget(1));
        Assert.False(table.Forget(2));
        Assert.Null(new StorageEntry(table, 1).Length);
        Assert.True(table.HasUnknownLengths);
    }

    [Theory]
    [InlineData("h.example", 443, true)]
    [InlineData("H.example", 443, true)]
    [InlineData("h.example", 80, false)]
    [InlineData("127.0.0.1", 8080, true)]
    [InlineData("127.0.0.1", 80, false)]
    [InlineData("::1", 81, true)]
    public void NamesOrigin_Host_OnlyWhatStandsInTheTree(string host, int port, bool expected) =>
        Assert.Equal(expected, Trees.Read("a:https://h.example/x/a\nb:http://127.0.0.1:8080/b\nc:http://[::1]:81/c").NamesOrigin(host, port));
}
