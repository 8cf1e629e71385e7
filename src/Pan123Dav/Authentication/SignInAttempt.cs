using System.Net;

namespace Pan123Dav.Authentication;

/// <summary>One sign-in that is being looked at. Ends in one of three ways.</summary>
internal readonly struct SignInAttempt(SignInThrottle throttle, IPAddress? address, UInt128 byAddress, UInt128 byName)
{
    public IPAddress? Address { get; } = address;

    public UInt128 ByAddress { get; } = byAddress;

    public UInt128 ByName { get; } = byName;

    /// <summary>The credentials are right: failures of the address, and of this name from there, are forgotten.</summary>
    public void Succeed() => throttle.End(this, succeeded: true);

    /// <summary>The credentials are wrong.</summary>
    public void Fail() => throttle.Fail(this);

    /// <summary>They were not looked at after all.</summary>
    public void Abandon() => throttle.End(this, succeeded: false);
}
