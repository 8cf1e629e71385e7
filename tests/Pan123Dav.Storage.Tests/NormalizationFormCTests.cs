using System.Globalization;
using System.Text;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests;

public sealed class NormalizationFormCTests
{
    [Theory]
    [InlineData("cafe\u0301", "caf\u00E9")]
    [InlineData("が", "が")]
    [InlineData("か\u3099", "が")]
    [InlineData("\u1112\u1161\u11AB\u1100\u116E\u11A8", "한국")]
    [InlineData("하\u11AB", "한")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\uFFFEe\u0301\uFFFE", "\uFFFE\u00E9\uFFFE")]
    [InlineData("\uFFFF\U0010FFFF", "\uFFFF\U0010FFFF")]
    public void Normalize_AnyForm_GivesFormC(string text, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(NormalizationFormC.Normalize(Trees.Utf8(text))));
        Assert.Equal(text == expected, NormalizationFormC.IsNormalized(Trees.Utf8(text)));
    }

    [Fact]
    public void IsQuicklyNormal_EveryCharacterItNames_NeverChangesNorComposes()
    {
        var runes = Enumerable.Range(0, 0x110000).Where(value => Rune.IsValid(value) && value != 0xFFFE).Select(value => new Rune(value)).ToArray();
        var seconds = runes.Select(rune => rune.ToString().Normalize(NormalizationForm.FormD)).SelectMany(form => form.EnumerateRunes().Skip(1)).ToHashSet();

        foreach (var rune in runes.Where(NormalizationFormC.IsQuicklyNormal))
        {
            Assert.True(rune.ToString().IsNormalized(), $"U+{rune.Value:X}");
            Assert.DoesNotContain(rune, seconds);
            Assert.NotEqual(UnicodeCategory.NonSpacingMark, Rune.GetUnicodeCategory(rune));
        }
    }
}
