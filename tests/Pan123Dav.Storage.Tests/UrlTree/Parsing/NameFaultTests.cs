using System.Text;
using CsCheck;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class NameFaultTests
{
    private static readonly string[] Pieces =
        ["a", ".", "..", "/", " ", "\t", "\0", "\u001F", "\u007F", "\u0080", "\u009F", "\u00A0",
            "\u00E9", "e\u0301", "\u2003", "\u3000", "音", "龿", "개", "\uFFFE", "\uFFFF", "😀"];

    private static readonly Gen<string> Name = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 4].Select(string.Concat);

    [Fact]
    public void Find_AnyName_FindsNoneInWhatIsASegmentAndNotBlank() => Name.Sample(name =>
        Assert.Equal(StoragePath.IsSegment(Trees.Utf8(name)) && !string.IsNullOrWhiteSpace(name), NameError.Find(Trees.Utf8(name)) is null), iter: 5_000);

    [Fact]
    public void Build_AnyName_TellsWhatIsPlainAndNormal() => Name.Where(name => StoragePath.IsSegment(Trees.Utf8(name))).Sample(name =>
    {
        var builder = new EntryTableBuilder();
        builder.TryAddCollection(0, Trees.Utf8(name), out var row);
        var table = builder.Build(DetachedEntryOwner.Instance);

        Assert.Equal(!name.Contains('\uFFFE') && !name.Contains('\uFFFF'), table.IsNamePlain(row));
        Assert.Equal(row, table.FindMember(0, NormalizationFormC.Normalize(Trees.Utf8(name))));
        Assert.Equal(Uri.EscapeDataString(name), Encoding.ASCII.GetString(table.GetEncodedName(row)));
    }, iter: 5_000);
}
