using System.Text;
using CsCheck;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class UrlTreeReadAheadTests
{
    // Few names and much that is wrong, so that lines far apart have to do with one another.
    private static readonly string[] Lines =
    [
        "a:", "b:", "  a:", "  音:", "    c:", "        deep:", "   odd:", "\ttab:", "  .:", "", "# comment", "no address", "a/b:1:2:https://h/x",
        "https://h/a", "  a:1694101621:https://h/x", "  b:1:2:https://h/d/b",
        "  e\u0301:1::https://h/%C3%A9#x", "  \u00E9:1:1:https://h/50%", "    https://h/%E9%9F%B3?q",
        "    音:5:6:http://i/%E9%9F%B3", "  x:1.5GB:https://h/x", "  y:99999999999999999999::https://h/y", "  z:::ftp://h/z", "  w:1:1:https://h h/w",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Lines.Length - 1].Select(i => Lines[i] + (i % 5 == 0 ? "\r\n" : "\n"))
        .Array[0, 120].Select(string.Concat);

    [Fact]
    public void Parse_AnyTextOverManyBlocks_GivesWhatLineByLineGives() => Gen.Select(Text, Gen.Int[1, 100]).Sample((text, block) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var parser = new TreeBuilder();
        var lines = new TextChunker(parser, block, helpAfter: 0);
        using var stream = new MemoryStream(bytes);
        for (var read = -1; read != 0; lines.Advance(read))
        {
            read = stream.Read(lines.Free.Span);
        }

        AssertSame(LineByLine(bytes), parser.Complete(DetachedEntryOwner.Instance));
    }, iter: 2_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parse_LongText_GivesWhatLineByLineGives(bool hasErrors)
    {
        var text = new StringBuilder("\uFEFF");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i % 1000 == 0 ? $"文件夹 {i / 2000}:\n" : "")
                .Append(hasErrors && i % 7001 == 0 ? "  wrong:1,5:https://h/x\n   odd:1:2:https://h/x\n" : "")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"  第 {i % 1990} 集 e\u0301.mp4:{i}:{i}:https://h/音乐/{i % 10}/%E7%AC%AC%20{i}.mp4\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        using var stream = new MemoryStream(bytes);
        var result = UrlTreeText.Parse(stream);

        Assert.Contains(result.Diagnostics, item => item.Code == "duplicate-name");
        Assert.Equal(hasErrors, result.Table is null);
        AssertSame(LineByLine(bytes), result);
    }

    [Fact]
    public void Parse_StreamThatFails_ThrowsWhatTheStreamThrew()
    {
        using var stream = new EndingStream(() => throw new IOException("gone"));

        Assert.Equal("gone", Assert.Throws<IOException>(() => UrlTreeText.Parse(stream)).Message);
    }

    [Fact]
    public async Task ParseAsync_CancelledMidway_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        await using var stream = new EndingStream(cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UrlTreeText.ParseAsync(stream, cancellation.Token));
    }

    [Fact]
    public void Add_BatchWhoseReadingFailedOnAnotherThread_ThrowsThere()
    {
        var batch = new LineBatch(8);
        batch.Resize(9);
        batch.Offer(isFirst: true);
        ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);

        Assert.Throws<ArgumentOutOfRangeException>(() => new TreeBuilder().Add(batch));
    }

    [Fact]
    public void TryRead_BatchThatIsReadOrRefilled_LeavesItAlone()
    {
        var batch = new LineBatch(64);
        batch.Restart("a:\n"u8);
        Assert.False(batch.TryRead());

        batch.Offer(isFirst: true);
        Assert.True(batch.TryRead());
        Assert.False(batch.TryRead());
        Assert.Equal(1, batch.LineCount);
    }

    private static UrlTreeParseResult LineByLine(ReadOnlySpan<byte> text)
    {
        var parser = new TreeBuilder();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            parser.ReadLine(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }

        return parser.Complete(DetachedEntryOwner.Instance);
    }

    private static void AssertSame(UrlTreeParseResult expected, UrlTreeParseResult actual)
    {
        Assert.Equal(expected.Diagnostics, actual.Diagnostics);
        Assert.Equal((expected.Files, expected.Collections), (actual.Files, actual.Collections));
        Assert.Equal(expected.Table is null ? null : Trees.Print(expected.Table), actual.Table is null ? null : Trees.Print(actual.Table));
    }

    /// <summary>Gives four mebibytes of folders, then does <paramref name="end"/>, then would never end.</summary>
    private sealed class EndingStream(Action end) : MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400_000).Select(i => $"f{i}:\n"))))
    {
        public override int Read(Span<byte> buffer)
        {
            if (Position > 3 << 20)
            {
                end();
                Position = 0;
            }

            return base.Read(buffer);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > 3 << 20)
            {
                end();
                Position = 0;
            }

            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
