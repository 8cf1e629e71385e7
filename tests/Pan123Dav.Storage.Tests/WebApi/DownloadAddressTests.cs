using System.Text;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Tests.WebApi;

public sealed class DownloadAddressTests
{
    [Theory]
    [InlineData("https://h.example/a?x=1", "https://h.example/a?x=1")]
    [InlineData("http://h.example:8080/%7e/a%2Fb/../c?s=%7E%2f", "http://h.example:8080/%7e/a%2Fb/../c?s=%7E%2f")]
    [InlineData("https://h.example/音 乐#x", "https://h.example/%E9%9F%B3%20%E4%B9%90")]
    [InlineData("https://网.example/a", "https://xn--ur0a.example/a")]
    public void Read_Address_KeepsItAsWrittenInAscii(string text, string expected) =>
        Assert.Equal(expected, DownloadAddress.Read(text)!.OriginalString);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("ftp://h.example/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@h.example/a")]
    [InlineData("https:///a")]
    [InlineData("https://h.example/a\r\nX: y")]
    [InlineData("https://h.example:99999/a")]
    [InlineData("https://h exa/a")]
    public void Read_NoPlaceToGo_GivesNull(string? text) => Assert.Null(DownloadAddress.Read(text));

    [Fact]
    public void Read_EndlessAddress_GivesNull() => Assert.Null(DownloadAddress.Read("https://h.example/" + new string('a', 20_000)));

    [Theory]
    [InlineData("/b?x=1", "https://h.example/b?x=1")]
    [InlineData("//other.example/b", "https://other.example/b")]
    [InlineData("http://other.example/b", "http://other.example/b")]
    public void Read_Location_IsTakenAgainstWhereItComesFrom(string location, string expected) =>
        Assert.Equal(expected, DownloadAddress.Read(new Uri("https://h.example/a/b"), location)!.OriginalString);

    [Theory]
    [InlineData(null)]
    [InlineData("ftp://other.example/b")]
    [InlineData("javascript:alert(1)")]
    public void Read_LocationThatIsNoPlace_GivesNull(string? location) => Assert.Null(DownloadAddress.Read(new Uri("https://h.example/a/b"), location));

    // "?>?" and the like need the signs in which the alphabets differ.
    [Theory]
    [InlineData("https://cdn.example/a?>?>~~?v=5&t=1")]
    [InlineData("https://cdn.example/1")]
    [InlineData("https://cdn.example/12")]
    [InlineData("https://cdn.example/123")]
    [InlineData("https://cdn.example/电影?t=9")]
    public void Unwrap_EitherAlphabetPaddedOrNot_GivesTheAddress(string wrapped)
    {
        var standard = Convert.ToBase64String(Encoding.UTF8.GetBytes(wrapped));
        string[] forms =
        [
            Uri.EscapeDataString(standard), standard, standard.TrimEnd('='), standard.Replace('+', '-').Replace('/', '_'),
            standard.Replace('+', '-').Replace('/', '_').TrimEnd('='), standard.Replace("+", "%20", StringComparison.Ordinal),
        ];

        foreach (var form in forms)
        {
            Assert.Equal(DownloadAddress.Read(wrapped), DownloadAddress.Unwrap(new Uri($"https://web.example/download-v2/?is_s3=0&params={form}&x=1")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("%%%")]
    [InlineData("aGVsbG8")]
    [InlineData("_____w")]
    public void Unwrap_NoAddressInside_GivesNull(string value) => Assert.Null(DownloadAddress.Unwrap(new Uri("https://web.example/?params=" + value)));

    [Theory]
    [InlineData("https://cdn.example/a?v=5&t=1700000000&s=x", 1700000000L)]
    [InlineData("https://cdn.example/a?t=1700000000", 1700000000L)]
    [InlineData("https://cdn.example/a?at=1700000000", null)]
    [InlineData("https://cdn.example/t=1700000000", null)]
    [InlineData("https://cdn.example/a?t=", null)]
    [InlineData("https://cdn.example/a?t=-1", null)]
    [InlineData("https://cdn.example/a?t=99999999999999999999", null)]
    [InlineData("https://cdn.example/a?t=253402300800", null)]
    public void ExpiryOf_Address_IsWhatItSays(string address, long? expected) =>
        Assert.Equal(expected, DownloadAddress.GetExpiry(DownloadAddress.Read(address)!)?.ToUnixTimeSeconds());

    [Theory]
    [InlineData("https://a.example:8443/x/y?z", "https://a.example:8443/")]
    [InlineData("http://a.example/x", "http://a.example/")]
    [InlineData("http://[::1]:81/x", "http://[::1]:81/")]
    public void SiteOf_Address_IsItsFront(string address, string expected) => Assert.Equal(expected, DownloadAddress.GetSite(DownloadAddress.Read(address)!));

    [Theory]
    [InlineData("https://a.example/x?params=aa", true)]
    [InlineData("https://a.example/x?v=5&auto_redirect=0", true)]
    [InlineData("https://a.example/x?v=5&t=1700000000", false)]
    public void IsStep_Address_IsToldByItsMarks(string address, bool expected) => Assert.Equal(expected, DownloadAddress.IsStep(new Uri(address)));
}
