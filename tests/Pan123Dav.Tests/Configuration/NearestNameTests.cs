using Pan123Dav.Configuration;

namespace Pan123Dav.Tests.Configuration;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Distance_CountsEdits_AndSwapsAsOne(string left, string right, int expected)
    {
        Assert.Equal(expected, SpellingSuggestion.Distance(left, right));
        Assert.Equal(expected, SpellingSuggestion.Distance(right, left));
    }

    [Fact]
    public void Find_NothingNear_IsNull() => Assert.Null(SpellingSuggestion.Find("xyz", ["Uid", "Path"]));

    [Fact]
    public void Find_SeveralNear_IsTheNearest() => Assert.Equal("serve", SpellingSuggestion.Find("serv", ["serves", "serve"]));
}
