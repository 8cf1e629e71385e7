using System.Text;
using CsCheck;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.WebDav;

public sealed class DavPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("*", "/*")]
    [InlineData("/a", "/a")]
    [InlineData("/a/", "/a")]
    [InlineData("//a///b//", "/a/b")]
    [InlineData("/a?b/c", "/a")]
    [InlineData("/%E7%AC%AC%201", "/第 1")]
    [InlineData("/e%CC%81", "/é")]
    [InlineData("/a%252Fb", "/a%2Fb")]
    [InlineData("/a+b", "/a+b")]
    [InlineData("http://host/a/b?c", "/a/b")]
    [InlineData("http://host", "/")]
    [InlineData("/http://host/a", "/http:/host/a")]
    [InlineData("https://host:8443/a/./b", "/a/b")]
    [InlineData("/.", "/")]
    [InlineData("/./", "/")]
    [InlineData("/./a/./b/.", "/a/b")]
    [InlineData("/a/%2e/b/%2E", "/a/b")]
    [InlineData("/.//./a", "/a")]
    [InlineData("/.a/b./...", "/.a/b./...")]
    public void Parse_Target_GivesDecodedPath(string target, string path) => Assert.Equal(path, DavPath.Parse(target).Path.ToString());

    [Theory]
    [InlineData("/%", 400)]
    [InlineData("/%4", 400)]
    [InlineData("/%4g", 400)]
    [InlineData("/a/../b", 400)]
    [InlineData("/%2E%2E", 400)]
    [InlineData("/a/.%2e/b", 400)]
    [InlineData("/a/%2e./b", 400)]
    [InlineData("/./..", 400)]
    [InlineData("/a%2Fb", 400)]
    [InlineData("/a%00", 400)]
    [InlineData("/%C0%80", 400)]
    [InlineData("/%ED%A0%80", 400)]
    [InlineData("/a%0D%0Ab", 404)]
    public void Parse_BadTarget_IsAClientFault(string target, int status) =>
        Assert.Equal(status, Assert.Throws<DavException>(() => DavPath.Parse(target)).Status);

    [Fact]
    public void Parse_AnyText_GivesAPathOrAClientFault() => Gen.String.Sample(text =>
    {
        try
        {
            var path = DavPath.Parse("/" + text);
            Assert.All(path.Path.ToString().Split('/').Skip(1), segment => Assert.False(segment is "." or ".."));
        }
        catch (DavException e)
        {
            Assert.InRange(e.Status, 400, 499);
        }
    });

    [Fact]
    public void ToHref_AnySegments_ParseBackToTheSame() => Gen.String[1, 20].Array[0, 5].Sample(segments =>
    {
        var clean = segments.Where(s => Pan123Dav.Storage.StoragePath.IsSegment(Encoding.UTF8.GetBytes(s))).ToArray();
        var href = Encoding.ASCII.GetString(DavPath.EncodeHref(Encoding.UTF8.GetBytes(string.Join('/', clean)), collection: false));
        var path = DavPath.Parse(href);

        Assert.Equal(string.Join('/', clean), Encoding.UTF8.GetString(path.Requested));
        Assert.Equal(href, Encoding.ASCII.GetString(path.ToHref(collection: false)));
    });
}
