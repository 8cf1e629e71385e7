using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("anna", "anna")]
    [InlineData("用户 😀", "用户 😀")]
    [InlineData("a\r\nb", "a\\u{000D}\\u{000A}b")]
    [InlineData("a\u001b[31m", "a\\u{001B}[31m")]
    [InlineData("\u202Eanna", "\\u{202E}anna")]
    [InlineData("a\u2028b", "a\\u{2028}b")]
    public void Escape_Text_KeepsWhatCannotDeceive(string text, string expected) => Assert.Equal(expected, LogText.Escape(text));

    [Fact]
    public void Escape_LongText_IsCut()
    {
        Assert.Equal(new string('a', 64), LogText.Escape(new string('a', 64)));
        Assert.Equal(new string('a', 64) + "…", LogText.Escape(new string('a', 8000)));
    }
}
