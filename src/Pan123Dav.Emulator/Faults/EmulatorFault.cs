namespace Pan123Dav.Emulator.Faults;

/// <summary>What goes wrong with one file, once its link was found good. Several may be combined.</summary>
public sealed record EmulatorFault
{
    /// <summary>How long the answer is kept waiting; <see cref="Timeout.InfiniteTimeSpan"/> until the client leaves.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many requests are first refused with 403 as if the link were expired.</summary>
    public int RefuseFirst { get; init; }

    /// <summary>Answers this status, 400 to 599, and nothing of the file.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// Answers 302 to this absolute or relative address. The request's query is added when the address has none, so a file may lead to itself.
    /// </summary>
    public string? RedirectTo { get; init; }

    /// <summary>Answers 200 with a page of HTML in place of the file.</summary>
    public bool Html { get; init; }

    /// <summary>Answers the whole file with 200 whatever <c>Range</c> asks for, and offers no ranges.</summary>
    public bool IgnoreRange { get; init; }

    /// <summary>Sends a header of so many bytes along.</summary>
    public int HeaderBytes { get; init; }

    /// <summary>
    /// Added to what <c>Content-Length</c>, and the total in <c>Content-Range</c>, ought to say. Positive: the connection ends before all that was promised;
    /// negative: more is sent than was promised.
    /// </summary>
    public long LengthError { get; init; }

    /// <summary>Ends the connection after so many bytes of the body.</summary>
    public long? TruncateAfter { get; init; }

    /// <summary>Sends so many bytes of the body and then nothing more, until the client leaves.</summary>
    public long? StallAfter { get; init; }
}
