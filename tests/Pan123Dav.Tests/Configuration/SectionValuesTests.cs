using System.Globalization;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Configuration;

public sealed class SectionValuesTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("", 7)]
    public void Integer_InRange_IsRead(string text, long expected)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(expected, reader.Integer("V", 7, 0, 10));
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,0")]
    [InlineData(" 1")]
    [InlineData("0x1")]
    [InlineData("99999999999999999999")]
    [InlineData("hunter2")]
    public void Integer_Anything_SaysTheRangeAndNotTheValue(string text)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(7, reader.Integer("V", 7, 0, 10));
        Assert.Equal(["S:V: must be a whole number from 0 to 10"], errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("", true)]
    public void Boolean_Known_IsRead(string text, bool expected)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(expected, reader.Boolean("V", absent: true));
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    public void Boolean_Unknown_IsAnError(string text)
    {
        var (reader, errors) = Section(text);

        Assert.True(reader.Boolean("V", absent: true));
        Assert.Equal(["S:V: must be true or false"], errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("urltree", MountType.UrlTree)]
    [InlineData("DirectLink", MountType.DirectLink)]
    [InlineData("", MountType.DirectLink)]
    public void Name_Known_IsRead(string text, MountType expected)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(expected, reader.Name("V", MountType.DirectLink));
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("UrlTre", "must be DirectLink, UrlTree, OpenPlatform, Share, Personal or WebDav: did you mean UrlTree?")]
    [InlineData("direktlink", "must be DirectLink, UrlTree, OpenPlatform, Share, Personal or WebDav: did you mean DirectLink?")]
    [InlineData("Cloud", "must be DirectLink, UrlTree, OpenPlatform, Share, Personal or WebDav")]
    [InlineData("1", "must be DirectLink, UrlTree, OpenPlatform, Share, Personal or WebDav")]
    [InlineData("DirectLink,UrlTree", "must be DirectLink, UrlTree, OpenPlatform, Share, Personal or WebDav")]
    public void Name_Unknown_SuggestsTheNearest(string text, string message)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(MountType.DirectLink, reader.Name("V", MountType.DirectLink));
        Assert.Equal([$"S:V: {message}"], errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("2000-01-01T00:00:00Z", "2000-01-01T00:00:00+00:00")]
    [InlineData("2024-02-29T12:30+08:00", "2024-02-29T12:30:00+08:00")]
    [InlineData("2024-02-29T12:30:01.5-01:30", "2024-02-29T12:30:01.5-01:30")]
    public void Moment_Iso8601WithZone_IsRead(string text, string expected)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), reader.Moment("V", default));
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("2000-01-01T00:00:00")]
    [InlineData("2000-01-01")]
    [InlineData("01/02/2000 00:00:00Z")]
    [InlineData("2000-02-30T00:00:00Z")]
    [InlineData("946684800")]
    public void Moment_Otherwise_IsAnError(string text)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(default, reader.Moment("V", default));
        Assert.Equal(["S:V: must be a date and time with its zone, such as 2000-01-01T00:00:00Z"], errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/b/", "/a/b")]
    [InlineData("/电影 100%", "/电影 100%")]
    [InlineData("/e\u0301", "/\u00e9")]
    public void StoragePath_Valid_IsRead(string text, string expected)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(expected, reader.StoragePath("V", default).ToString());
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("a/b", "must start with a slash: write /a/b")]
    [InlineData("/a/../b", "must be a path such as /films/2024")]
    [InlineData("..", "must be a path such as /films/2024")]
    [InlineData("/a\\u0000", "must be a path such as /films/2024")]
    public void StoragePath_Invalid_SaysWhatToWrite(string text, string message)
    {
        var (reader, errors) = Section(text);

        Assert.True(reader.StoragePath("V", default).IsRoot);
        Assert.Contains(message, Assert.Single(errors.Found).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host/a", true)]
    [InlineData("https://host:8443", true)]
    [InlineData("ftp://host", false)]
    [InlineData("/a", false)]
    [InlineData("host:80", false)]
    [InlineData("https://user:word@host/", false)]
    public void HttpAddress_OnlyAbsoluteHttp_IsRead(string text, bool good)
    {
        var (reader, errors) = Section(text);

        Assert.Equal(good, reader.HttpAddress("V") is not null);
        Assert.Equal(good ? 0 : 1, errors.Found.Count);
        Assert.DoesNotContain(errors.Found, error => error.Message.Contains("word@", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("172.18.0.2", "172.18.0.2/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.0.0.1/8", "10.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00::/8", "fd00::/8")]
    public void Networks_AddressOrNetwork_IsRead(string text, string expected)
    {
        var (reader, errors) = TestConfiguration.Section($$"""{ "V": ["{{text}}"] }""");

        Assert.Equal(expected, Assert.Single(reader.Networks("V")).ToString());
        Assert.Empty(errors.Found);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("caddy")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("*")]
    public void Networks_Otherwise_IsAnErrorAtItsKey(string text)
    {
        var (reader, errors) = TestConfiguration.Section($$"""{ "V": ["::1", "{{text}}"] }""");

        Assert.Single(reader.Networks("V"));
        Assert.Equal("S:V:1", Assert.Single(errors.Found).Key);
    }

    private static (SectionReader Reader, ConfigurationErrors Errors) Section(string text) => TestConfiguration.Section($$"""{ "V": "{{text}}" }""");
}
