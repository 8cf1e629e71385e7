namespace Pan123Dav.Emulator;

/// <summary>How strict the host is. Replaced as a whole, so that a request sees one state.</summary>
public sealed record EmulatorSwitches
{
    /// <summary>Serves every link, signed or not, as 123 does for an account with URL authentication switched off.</summary>
    public bool AuthenticationOff { get; init; }

    /// <summary>Serves links whose time is over; their signature still has to be right.</summary>
    public bool AcceptExpired { get; init; }

    /// <summary>Takes the signature over the path as it is sent, still percent-encoded, and not over the decoded one.</summary>
    public bool SignedPathIsEscaped { get; init; }

    /// <summary>How far the host's clock is ahead of the true one; negative when it is behind. Shows in <c>Date</c> and in what is expired.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Answers 403 to every HEAD, as hosts do whose signature covers the method.</summary>
    public bool RefuseHead { get; init; }

    /// <summary>Asks this address for every file before it serves it; null asks nobody.</summary>
    public EmulatedRemoteAuth? RemoteAuth { get; init; }
}
