using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Emulator.Api;

/// <summary>The documented vectors, and what is not them.</summary>
public sealed class QuerySignatureTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1689220731);

    [Theory]
    [InlineData("/b/api/share/get", 1689220731, "1318701739", "829250661")]
    [InlineData("/b/api/share/download/info", 1689220731, "1318701739", "2915486191")]
    [InlineData("/b/api/file/list/new", 1689220731, "1318701739", "383745461")]
    [InlineData("/b/api/user/info", 1689220731, "1318701739", "4049329498")]
    [InlineData("/b/api/file/list/new", 1767196800, "2543441651", "3144878440")]
    public void IsGood_DocumentedVector_Holds(string path, long seconds, string name, string check)
    {
        var query = new Dictionary<string, string> { ["limit"] = "100", [name] = $"{seconds}-1234567-{check}" };

        Assert.True(QuerySignature.IsGood(path, query, DateTimeOffset.FromUnixTimeSeconds(seconds), changed: false));
        Assert.False(QuerySignature.IsGood(path, query, DateTimeOffset.FromUnixTimeSeconds(seconds), changed: true));
        Assert.False(QuerySignature.IsGood(path + "/", query, DateTimeOffset.FromUnixTimeSeconds(seconds), changed: false));
    }

    [Theory]
    [InlineData("1318701739", "1689220731-1234567-829250660")]
    [InlineData("1318701738", "1689220731-1234567-829250661")]
    [InlineData("1318701739", "1689220731-829250661")]
    [InlineData("1318701739", "99999999999999-1234567-829250661")]
    [InlineData("limit", "100")]
    public void IsGood_Another_DoesNotHold(string name, string value)
    {
        Assert.False(QuerySignature.IsGood("/b/api/share/get", new Dictionary<string, string> { [name] = value }, At, changed: false));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public void IsGood_ClockOff_HoldsForFiveMinutes(int seconds, bool good)
    {
        var query = new Dictionary<string, string> { ["1318701739"] = "1689220731-1234567-829250661" };

        Assert.Equal(good, QuerySignature.IsGood("/b/api/share/get", query, At.AddSeconds(seconds), changed: false));
    }
}
