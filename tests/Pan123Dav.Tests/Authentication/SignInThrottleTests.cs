using System.Net;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class SignInThrottleTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void GetDelay_OfAnotherAddress_IsSharedByNetworksOf64Bits(string failing, string asking, bool shared)
    {
        var throttle = Directories.Throttle(1, _time);
        throttle.Begin(IPAddress.Parse(failing), "anna").Fail();
        Assert.Equal(shared, throttle.GetDelay(IPAddress.Parse(asking)) > TimeSpan.Zero);
    }

    [Fact]
    public void Succeed_WithAnAccountOfOnesOwn_DoesNotWipeOutFailuresAtAnothers()
    {
        var throttle = Directories.Throttle(3, _time);
        for (var round = 0; round < 3; round++)
        {
            throttle.Begin(Here, "anna").Fail();
            throttle.Begin(Here, "mallory").Succeed();
            Assert.Equal(TimeSpan.Zero, throttle.GetDelay(Here));
        }

        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Throws<SignInThrottledException>(() => throttle.Begin(Here, "anna")).Delay);
        Assert.Throws<SignInThrottledException>(() => throttle.Begin(Here, @"ANY\anna"));
        throttle.Begin(Here, "mallory").Succeed();
    }

    [Fact]
    public void Succeed_ClearsItsOwnAddressOnly()
    {
        var throttle = Directories.Throttle(2, _time);
        var there = IPAddress.Parse("192.0.2.2");
        throttle.Begin(Here, "anna").Fail();
        throttle.Begin(there, "anna").Fail();
        throttle.Begin(Here, "anna").Succeed();
        throttle.Begin(Here, "anna").Fail();
        throttle.Begin(there, "anna").Fail();

        Assert.Equal(TimeSpan.Zero, throttle.GetDelay(Here));
        Assert.NotEqual(TimeSpan.Zero, throttle.GetDelay(there));
    }

    [Fact]
    public void Abandon_CountsForNothing()
    {
        var throttle = Directories.Throttle(1, _time);
        throttle.Begin(Here, "anna").Abandon();
        throttle.Begin(null, "anna").Abandon();
        Assert.Equal(TimeSpan.Zero, throttle.GetDelay(Here));
        throttle.Begin(Here, "anna").Fail();
    }
}
