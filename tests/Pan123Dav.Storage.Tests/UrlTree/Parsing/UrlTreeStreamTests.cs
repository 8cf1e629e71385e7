using System.Text;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class UrlTreeStreamTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"文件夹 {i / 100}:\n  名 {i}:{i}:{i}:https://h/音乐/{i}.flac\n"));

    [Theory]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    [InlineData(int.MaxValue)]
    public void Parse_Stream_GivesWhatTheWholeTextGives(int most)
    {
        using var stream = new TrickleStream(Encoding.UTF8.GetBytes(Text), most);

        Assert.Equal(Trees.Print(Trees.Read(Text)), Trees.Print(UrlTreeText.Parse(stream).Table!));
    }

    [Fact]
    public async Task ParseAsync_Stream_GivesWhatTheWholeTextGives()
    {
        await using var stream = new TrickleStream(Encoding.UTF8.GetBytes(Text), 77_777);

        var result = await UrlTreeText.ParseAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal(Trees.Print(Trees.Read(Text)), Trees.Print(result.Table!));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3_000_000, 1)]
    public void Parse_LongLine_IsOneErrorHoweverItIsRead(int beyond, int errors)
    {
        var line = "n:https://h/".PadRight(TreeBuilder.LineLimit + beyond, 'x');
        var text = Encoding.UTF8.GetBytes($"{line}\na:\n{line}");
        using var stream = new TrickleStream(text, 300_000);

        var streamed = UrlTreeText.Parse(stream);

        Assert.Equal(errors * 2, streamed.Diagnostics.Count(item => item.Code == "line-too-long"));
        Assert.Equal(UrlTreeText.Parse(text).Diagnostics, streamed.Diagnostics);
    }

    /// <summary>Gives no more than a few bytes at a time, as pipes do.</summary>
    private sealed class TrickleStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
