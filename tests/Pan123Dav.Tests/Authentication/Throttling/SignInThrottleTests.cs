using System.Net;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Data;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication.Throttling;

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

    [Theory]
    [InlineData(56, 40)]
    [InlineData(48, 160)]
    public void Fail_FromManyNetworksOfOneCustomer_EndsAtALargerLimit(int network, int limit)
    {
        var throttle = Directories.Throttle(10, _time);
        var failures = 0;
        for (; failures < 1000 && throttle.GetDelay(Neighbour(failures)) == TimeSpan.Zero; failures++)
        {
            throttle.Begin(Neighbour(failures), $"user{failures}").Fail();
        }

        Assert.Equal(limit, failures);
        Assert.Throws<SignInThrottledException>(() => throttle.Begin(Neighbour(failures), "anna"));
        throttle.Begin(IPAddress.Parse("2001:db9::1"), "anna").Fail();
        _time.Advance(TimeSpan.FromMinutes(15));
        throttle.Begin(Neighbour(failures), "anna").Succeed();

        IPAddress Neighbour(int number)
        {
            var bytes = IPAddress.Parse("2001:db8::1").GetAddressBytes();
            bytes[network / 8] = (byte)number;
            return new IPAddress(bytes);
        }
    }

    [Fact]
    public void Succeed_FromANetworkOfMany_ForgivesNotItsNeighbours()
    {
        var throttle = Directories.Throttle(1, _time);
        for (var i = 0; i < 4; i++)
        {
            throttle.Begin(IPAddress.Parse($"2001:db8:0:{i}::1"), "anna").Fail();
            if (i < 3)
            {
                throttle.Begin(IPAddress.Parse($"2001:db8:0:1{i}::1"), "mallory").Succeed();
            }
        }

        Assert.NotEqual(TimeSpan.Zero, throttle.GetDelay(IPAddress.Parse("2001:db8:0:9::1")));
        Assert.Equal(TimeSpan.Zero, throttle.GetDelay(IPAddress.Parse("2001:db8:0:10::1"), "mallory"));
    }

    [Fact]
    public void RecentSignIns_OfMoreThanThereIsRoomFor_ForgetTheOldest()
    {
        var recent = new RecentSignIns(_time, capacity: 3);
        foreach (var key in new UInt128[] { 1, 2, 1, 3 })
        {
            recent.Add(key);
        }

        Assert.Equal([true, true, true], new UInt128?[] { 1, 2, 3 }.Select(recent.Contains));
        recent.Add(4);
        Assert.Equal([true, false, true, true, false], new UInt128?[] { 1, 2, 3, 4, null }.Select(recent.Contains));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(recent.Contains(4));
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

    [Fact]
    public void Succeed_AtOneGateway_ForgivesWhatFailedAtOthers_HeardOfOrNot()
    {
        var hub = new GatewayEventHub();
        var (first, second) = (Join(hub.Join()), Join(hub.Join()));
        first.Begin(Here, "anna").Fail();

        // The second has not heard of it, and has nothing of its own to forgive.
        second.Begin(Here, "anna").Succeed();
        hub.Exchange();

        foreach (var gateway in new[] { first, second })
        {
            gateway.Begin(Here, "berta").Fail();
            Assert.Equal(TimeSpan.Zero, gateway.GetDelay(Here));
        }
    }

    [Fact]
    public void Fail_HeardOfAfterARestart_CountsFromWhenItWas()
    {
        var hub = new GatewayEventHub();
        var first = Join(hub.Join());
        first.Begin(Here, "anna").Fail();
        first.Begin(Here, "anna").Fail();
        _time.Advance(TimeSpan.FromMinutes(10));
        var events = hub.Join();
        var started = Join(events);
        hub.Exchange(TimeSpan.FromMinutes(10), events);

        Assert.Equal(first.GetDelay(Here), started.GetDelay(Here));
        Assert.Equal(TimeSpan.FromMinutes(5), started.GetDelay(Here));
    }

    [Fact]
    public void Account_ThatSignedInAtOneGateway_IsNotLockedOutByStrangersAtAnother()
    {
        var hub = new GatewayEventHub();
        var (first, second) = (Join(hub.Join()), Join(hub.Join()));
        first.Begin(Here, "anna").Succeed();
        hub.Exchange();
        second.Begin(Here, "mallory").Fail();
        second.Begin(Here, "mallory").Fail();

        Assert.Throws<SignInThrottledException>(() => second.Begin(Here, "berta"));
        second.Begin(Here, "anna").Abandon();
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        second.Begin(Here, "mallory").Fail();
        second.Begin(Here, "mallory").Fail();
        second.Begin(Here, "anna").Abandon();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Throws<SignInThrottledException>(() => second.Begin(Here, "anna"));
    }

    // With what all have in common before they listen.
    private SignInThrottle Join(IGatewayEvents events)
    {
        var throttle = Directories.Throttle(2, _time, events);
        ((ISharedKey)throttle).Adopt(new byte[sizeof(long)]);
        return throttle;
    }
}
