using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Logging;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("anna", "anna")]
    [InlineData("用户 😀", "用户 😀")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("a\u001b[31m", "a\\u001b[31m")]
    [InlineData("\u202Eanna", "\\u202eanna")]
    [InlineData("a\u2028b", "a\\u2028b")]
    public void Escape_Text_KeepsWhatCannotDeceive(string text, string expected) => Assert.Equal(expected, EscapedText.Escape(text, 64));

    [Fact]
    public void Escape_LongText_IsCut()
    {
        Assert.Equal(new string('a', 64), EscapedText.Escape(new string('a', 64), 64));
        Assert.Equal(new string('a', 64) + "…", EscapedText.Escape(new string('a', 8000), 64));
    }
}
