using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Tests.WebApi;

public sealed class WebSignatureTests
{
    // Worked out by hand from public descriptions; the last one is also what another program's tests hold.
    [Theory]
    [InlineData(1689220731, "/b/api/share/get", "1318701739=1689220731-1234567-829250661")]
    [InlineData(1689220731, "/b/api/share/download/info", "1318701739=1689220731-1234567-2915486191")]
    [InlineData(1689220731, "/b/api/file/list/new", "1318701739=1689220731-1234567-383745461")]
    [InlineData(1689220731, "/b/api/user/info", "1318701739=1689220731-1234567-4049329498")]
    [InlineData(1767196800, "/b/api/file/list/new", "2543441651=1767196800-1234567-3144878440")]
    public void Of_KnownVector_IsTheSame(long seconds, string path, string expected) =>
        Assert.Equal(expected, WebSignature.Create(path, DateTimeOffset.FromUnixTimeSeconds(seconds), 1234567));

    [Fact]
    public void Of_MomentOfAnotherZone_IsOfTheSameInstant()
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(1689220731);

        Assert.Equal(WebSignature.Create("/x", moment, 0), WebSignature.Create("/x", moment.ToOffset(TimeSpan.FromHours(-5)), 0));
    }

    [Fact]
    public void Of_AnotherMinute_HasAnotherName()
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(1689220731);

        Assert.NotEqual(Name(WebSignature.Create("/x", moment, 0)), Name(WebSignature.Create("/x", moment.AddMinutes(1), 0)));
        Assert.Equal(Name(WebSignature.Create("/x", moment, 0)), Name(WebSignature.Create("/y", moment.AddSeconds(1), 9)));
    }

    private static string Name(string signature) => signature.Split('=')[0];
}
