using System.Net;

namespace Pan123Dav.Authentication.Throttling;

/// <summary>One sign-in that is being looked at. Ends in one of three ways.</summary>
internal readonly struct SignInAttempt(SignInThrottle throttle, IPAddress? address, UInt128? byName, bool isKnownHere)
{
    public IPAddress? Address { get; } = address;

    /// <summary>Stands for the name that is tried at this address; null when none is.</summary>
    public UInt128? ByName { get; } = byName;

    /// <summary>This account signed in from this address lately, so only its own count is concerned.</summary>
    public bool IsKnownHere { get; } = isKnownHere;

    /// <summary>The credentials are right: failures of the address, and of this name from there, are forgotten.</summary>
    public void Succeed() => throttle.End(this, succeeded: true);

    /// <summary>The credentials are wrong.</summary>
    public void Fail() => throttle.Fail(this);

    /// <summary>They were not looked at after all, or say nothing of guessing.</summary>
    public void Abandon() => throttle.End(this, succeeded: false);
}
