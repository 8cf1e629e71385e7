using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.Tests.Remote.Links;

public sealed class LinkExpiryTests
{
    [Theory]
    [InlineData("https://h/f?v=5&t=1700003600&s=x", 3600)]
    [InlineData("https://h/f?t=1700600000", 86400)]
    [InlineData("https://h/f?t=1699999999", 600)]
    [InlineData("https://h/f?t=99999999999999999999", 600)]
    [InlineData("https://h/f?at=1700003600", 600)]
    [InlineData("https://h/f", 600)]
    [InlineData("https://h/f?auth_key=1700001800-0a-13-00", 1800)]
    [InlineData("https://h/f?Expires=1700000900&Signature=x", 900)]
    [InlineData("https://h/f?X-Amz-Date=20231114T221320Z&X-Amz-Expires=3600", 3600)]
    [InlineData("https://h/f?X-Amz-Expires=99999999999999999&X-Amz-Date=99991231T235959Z", 600)]
    public void Of_Link_IsWhatItSaysWithinBounds(string link, int seconds) =>
        Assert.Equal(1_700_000_000 + seconds, LinkExpiry.Read(new Uri(link), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)).ToUnixTimeSeconds());
}
