using System.Text;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree.Parsing;

public sealed class TreeTextCompletionTests
{
    [Theory]
    [InlineData("a:https://h/a", "a:5:6:https://h/a")]
    [InlineData("https://h/a", "5:6:https://h/a")]
    [InlineData("a:::https://h/a\r\n", "a:5:6:https://h/a\r\n")]
    [InlineData("a:7::https://h/a ", "a:7:6:https://h/a ")]
    [InlineData("::8:https://h/a", ":5:8:https://h/a", true)]
    [InlineData("a:7:8:https://h/a", "a:7:8:https://h/a")]
    [InlineData("a:007:8:https://h/a", "a:007:8:https://h/a")]
    [InlineData("a:b:1:https://h/a", "a:b:1:6:https://h/a")]
    [InlineData("a:1694101621:https://h/a", "a:5:1694101621:https://h/a")]
    [InlineData("# a comment\n\nf:\n  a:https://h/a?x=https://h\n# end", "# a comment\n\nf:\n  a:5:6:https://h/a?x=https://h\n# end")]
    [InlineData("\uFEFFa:https://h/a", "\uFEFFa:5:6:https://h/a")]
    [InlineData("a:https://h/a\na:https://h/b", "a:5:6:https://h/a\na:https://h/b")]
    [InlineData("a:https://h/raw path/第 1 集", "a:5:6:https://h/raw path/第 1 集")]
    public void Complete_File_FillsInWhatIsMissing(string text, string expected, bool isError = false)
    {
        using var output = new MemoryStream();
        var changed = TreeTextCompletion.Complete(Encoding.UTF8.GetBytes(text), LearnAll, output);

        Assert.Equal(isError, changed is null);
        Assert.Equal(isError ? "" : expected, Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Complete_NothingLearnt_IsTheSameText()
    {
        const string text = "a:https://h/a\n  b:1694101621:https://h/b\nc:1::https://h/c";
        using var output = new MemoryStream();

        Assert.Equal(0, TreeTextCompletion.Complete(Encoding.UTF8.GetBytes(text), _ => { }, output));
        Assert.Equal(text, Encoding.UTF8.GetString(output.ToArray()));
    }

    private static void LearnAll(EntryTable table)
    {
        for (var row = 1; row < table.Count; row++)
        {
            if (!new StorageEntry(table, row).IsCollection)
            {
                table.Learn(row, 5, 6);
            }
        }
    }
}
