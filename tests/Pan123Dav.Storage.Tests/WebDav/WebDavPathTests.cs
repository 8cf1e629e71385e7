using CsCheck;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class WebDavPathTests
{
    private static readonly Uri Folder = new("https://h.example:8443/webdav/films%20%C3%A9/");

    [Theory]
    [InlineData("/webdav/films%20%C3%A9/a.mkv", "a.mkv")]
    [InlineData("/webdav/films%20é/a.mkv", "a.mkv")]
    [InlineData("//H.example/webdav/films%20%C3%A9/a.mkv", "a.mkv")]
    [InlineData("http://h.example/webdav/films%20%c3%a9/%E7%AC%AC%201.mkv?x=1", "第 1.mkv")]
    [InlineData("/webdav//films%20%C3%A9/sub/", "sub")]
    [InlineData("/webdav/films%20%C3%A9/100%.txt", "100%.txt")]
    [InlineData("/webdav/films%20%C3%A9/a%252Fb", "a%2Fb")]
    [InlineData("/webdav/films%20%C3%A9/", "")]
    [InlineData("/webdav/films%20%C3%A9", "")]
    [InlineData("https://h.example:8443/webdav/films%20%C3%A9/", "")]
    [InlineData("/webdav/films%20%C3%A9/sub/deeper.mkv", null)]
    [InlineData("/webdav/other/a.mkv", null)]
    [InlineData("/webdav", null)]
    [InlineData("/", null)]
    [InlineData("/webdav/films%20%C3%A9/..", null)]
    [InlineData("/webdav/films%20%C3%A9/%2e%2E", null)]
    [InlineData("/webdav/films%20%C3%A9/.", null)]
    [InlineData("/webdav/films%20%C3%A9/../../etc/passwd", null)]
    [InlineData("/webdav/films%20%C3%A9/a%2Fb", null)]
    [InlineData("/webdav/films%20%C3%A9/..%2F..%2Fetc", null)]
    [InlineData("/webdav/films%20%C3%A9/a%00b", null)]
    [InlineData("/webdav/films%20%C3%A9/%FF", null)]
    [InlineData("https://evil.example/webdav/films%20%C3%A9/a.mkv", null)]
    [InlineData("https://h.example@evil.example/webdav/films%20%C3%A9/a.mkv", null)]
    [InlineData("https://user@h.example/webdav/films%20%C3%A9/a.mkv", null)]
    [InlineData("ftp://h.example/webdav/films%20%C3%A9/a.mkv", null)]
    [InlineData("a.mkv", null)]
    [InlineData("", null)]
    public void GetMember_Href_IsTheNameOrNothing(string href, string? expected) => Assert.Equal(expected, WebDavPath.GetMember(href, Folder));

    [Theory]
    [InlineData("https://h/dav", "", true, "https://h/dav/")]
    [InlineData("https://h/dav/", "a b/第#?.mkv", false, "https://h/dav/a%20b/%E7%AC%AC%23%3F.mkv")]
    [InlineData("https://h", "a%2Fb/+&", true, "https://h/a%252Fb/%2B%26/")]
    public void ToUri_Path_IsEncodedOnce(string url, string path, bool isCollection, string expected) =>
        Assert.Equal(expected, WebDavPath.ToUri(new Uri(url), path, isCollection).AbsoluteUri);

    [Fact]
    public void GetMember_OfAnyName_IsThatName() =>
        Gen.String.Where(name => name.Length is > 0 and < 300 && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\0')
        && name.EnumerateRunes().All(rune => rune.Value != 0xFFFD))
        .Sample(name => Assert.Equal(name, WebDavPath.GetMember(WebDavPath.ToUri(Folder, name, false).AbsolutePath, Folder)));

    [Fact]
    public void GetMember_AnyText_NeverLeadsOut() =>
        GetOne("/", "webdav", "films%20%C3%A9", "..", "%2e", "%2F", "%5c", "\\", "a", "//", "h.example", "https:", "?", "#", ":", "@", "%", "%00", "音")
        .Array[0, 12].Select(string.Concat)
        .Sample(
            href =>
                Assert.True(WebDavPath.GetMember(href, Folder) is not { Length: > 0 } name
                    || (!name.Contains('/', StringComparison.Ordinal) && name is not ("." or ".."))));

    private static Gen<string> GetOne(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(at => pieces[at]);
}
