using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.Tests.Entries;

public sealed class NamedOriginsTests
{
    private static readonly NamedOrigins Origins = new(
        ["https://A.example/x/"u8.ToArray(), "https://A.example/y/"u8.ToArray(), "http://b.example:81/"u8.ToArray(),
            "http://[::1]:82/"u8.ToArray(), "http://2130706433/"u8.ToArray(), [], "c"u8.ToArray()]);

    [Theory]
    [InlineData("a.example", 443, true)]
    [InlineData("A.EXAMPLE", 443, true)]
    [InlineData("a.example", 80, false)]
    [InlineData("b.example", 81, true)]
    [InlineData("b.example", 443, false)]
    [InlineData("127.0.0.1", 80, true)]
    [InlineData("c", 80, false)]
    [InlineData("", 80, false)]
    public void Contains_HostAndPort_IsKnown(string host, int port, bool expected) => Assert.Equal(expected, Origins.Contains(host, port));

    [Fact]
    public void Contains_HostOfAnAddress_IsKnown() => Assert.True(Origins.Contains(new Uri("http://[::1]:82/").IdnHost, 82));
}
