using System.Text;
using CsCheck;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Urls;
using Pan123Dav.Storage.UrlTree.Parsing;
using Node = Pan123Dav.Storage.Tests.UrlTree.TreePrinter.Node;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class UrlTreePropertyTests
{
    private static readonly Gen<string> Piece = GetOne(
        "  ", " ", "\t", "\n", "\n", "\r\n", ":", ":", "::", "#", "# ", "http://", "https://",
        "HTTPS://", "ftp://", "://", "/", "?", "%", "%2F", "%zz", "%E9%9F%B3", "[::1]", "@", ":80",
        "h", "a", "b", "12", "1694101621", "99999999999999999999", "-1", "1.5GB", ".", "..", "音",
        "e\u0301", "\u00E9", "\uFFFE", "😀", "\0", "\u0085", "\u3000", "\uFEFF", "{}", "xn--");

    private static readonly Gen<string> NamePiece = GetOne(
        "a", "B", "7", " ", ":", "#", "%", "%41", "?", "&", "+", ".", "..", "-", "音", "が",
        "e\u0301", "\u00E9", "😀", "\u3000", "http", "\"", "<", "[", "]", "12MB", "\uFFFE", "한");

    // What a line cannot say: a blank at the start, a comment, a name that is nothing but blanks. And what is warned of: a list mark.
    private static readonly Gen<string> Name = NamePiece.Array[1, 5].Select(string.Concat)
        .Where(
            name => StoragePath.IsSegment(Encoding.UTF8.GetBytes(name)) && !char.IsWhiteSpace(name[0])
                && name is not "#" && !name.StartsWith("# ", StringComparison.Ordinal)
            && !ListMarker.IsAtStart(Encoding.UTF8.GetBytes(name)));

    private static readonly Gen<Node> File = Gen.Select(Name, Gen.Long[0, long.MaxValue].Nullable(), Gen.Long[0, 253402300799].Nullable(), Gen.Bool,
        (name, length, modified, byUrl) => new Node(name, length, modified, byUrl, null));

    private static readonly Gen<Node[]> Tree = Gen.Recursive<Node[]>((depth, members) =>
        (depth > 3 ? File : Gen.Frequency((3, File), (1, Gen.Select(Name, members, (name, inner) => new Node(name, null, null, false, inner)))))
            .Array[0, 6].Select(nodes => nodes.DistinctBy(node => node.Name.Replace("\uFFFE", "-FFFE-", StringComparison.Ordinal).Normalize()).ToArray()));

    [Fact]
    public void Parse_AnyBytes_GivesATreeOrErrors() => Gen.Byte.Array[0, 400].Sample(AssertSound, iter: 5_000);

    [Fact]
    public void Parse_AnyPieces_GivesATreeOrErrors() =>
        Piece.Array[0, 40].Sample(pieces => AssertSound(Encoding.UTF8.GetBytes(string.Concat(pieces))), iter: 20_000);

    [Fact]
    public void Parse_AnyPiecesInBlocks_GivesWhatTheWholeTextGives() => Gen.Select(Piece.Array[0, 40], Gen.Int[1, 7]).Sample((pieces, block) =>
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(pieces));
        var parser = new TreeBuilder();
        var lines = new TextChunker(parser);
        foreach (var part in text.Chunk(block))
        {
            part.CopyTo(lines.Free);
            lines.Advance(part.Length);
        }

        lines.Advance(0);
        var (whole, parts) = (UrlTreeText.Parse(text), parser.Complete(DetachedEntryOwner.Instance));
        return whole.Diagnostics.SequenceEqual(parts.Diagnostics) && (whole.Table is null || Trees.Print(whole.Table).SequenceEqual(Trees.Print(parts.Table!)));
    }, iter: 3_000);

    [Fact]
    public void Parse_PrintedTree_GivesTheSameTree() => Tree.Sample(tree =>
    {
        var result = Trees.Parse(TreePrinter.Print(tree));
        Assert.Equal(tree.Length == 0 ? ["1:1 empty-text"] : [], Trees.Describe(result));
        Assert.Equal(TreePrinter.Describe(tree), Trees.Print(result.Table!));
    }, iter: 3_000);

    [Fact]
    public void TryRead_AnyUrl_GivesAsciiThatReadsAsItself() => Piece.Array[0, 12].Select(string.Concat).Sample(rest =>
    {
        var url = new OriginUrl();
        if (url.TryRead(Encoding.UTF8.GetBytes("https://host/" + rest)))
        {
            var first = url.Ascii.ToArray();
            Assert.True(Ascii.IsValid(first));
            Assert.True(url.TryRead(first));
            Assert.Equal(first, url.Ascii.ToArray());
            Assert.True(Uri.TryCreate(Encoding.ASCII.GetString(first), UriKind.Absolute, out _));
        }
    }, iter: 5_000);

    private static Gen<string> GetOne(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void AssertSound(byte[] text)
    {
        var result = UrlTreeText.Parse(text);
        Assert.Equal(result.Table is null, result.Diagnostics.Any(item => item.Severity == TreeSeverity.Error));
        Assert.All(result.Diagnostics, item => Assert.True(item is { Line: > 0, Column: > 0, Code.Length: > 0, Message.Length: > 0 }));
        for (var row = 1; row < result.Table?.Count; row++)
        {
            var entry = new StorageEntry(result.Table, row);
            Assert.True(StoragePath.IsSegment(entry.Name));
            Assert.Equal(row, result.Table.FindMemberAnyForm(result.Table.GetParent(row), entry.Name));
            Assert.True(entry.IsCollection || Uri.TryCreate(result.Table.GetUrl(row), UriKind.Absolute, out _),
                entry.IsCollection ? "" : result.Table.GetUrl(row));
        }
    }
}
