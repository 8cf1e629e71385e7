using System.Text;
using CsCheck;
using Pan123Dav.Page.Sorting;

namespace Pan123Dav.Tests.Page;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("2.mkv", "10.mkv")]
    [InlineData("第2集", "第10集")]
    [InlineData("a9b2", "a9b10")]
    [InlineData("a", "B")]
    [InlineData("A", "a")]
    [InlineData("007", "8")]
    [InlineData("007", "07")]
    [InlineData("a", "a1")]
    [InlineData("99999999999999999999998", "99999999999999999999999")]
    [InlineData("", "a")]
    [InlineData("z", "中")]
    public void Compare_First_ComesFirst(string first, string second)
    {
        Assert.True(Compare(first, second) < 0);
        Assert.True(Compare(second, first) > 0);
    }

    [Fact]
    public void Compare_AnyNames_IsATotalOrder() =>
        Gen.Select(Name, Name, Name).Sample((a, b, c) =>
        {
            Assert.Equal(Math.Sign(Compare(a, b)), -Math.Sign(Compare(b, a)));
            Assert.Equal(a == b, Compare(a, b) == 0);
            Assert.True(!(Compare(a, b) <= 0 && Compare(b, c) <= 0) || Compare(a, c) <= 0);
        });

    private static readonly Gen<string> Name = Gen.Char["aA0129.-中é"].Array[0, 6].Select(letters => new string(letters));

    private static int Compare(string a, string b) => NaturalOrder.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
