namespace Pan123Dav.Emulator.Api;

/// <summary>What goes wrong with a call, before anything else is looked at. Several may be combined.</summary>
public sealed record EmulatedApiFault
{
    /// <summary>How many calls are answered as ever before the first one it happens to.</summary>
    public int After { get; init; }

    /// <summary>How many calls it happens to; null for all of them.</summary>
    public int? Times { get; init; }

    /// <summary>How long the answer is kept waiting; <see cref="Timeout.InfiniteTimeSpan"/> until the client leaves.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Answers with this HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Answers with this code in the envelope, such as 1, 401, 429, 5066, 5112 or 5113, and no data.</summary>
    public int? Code { get; init; }

    /// <summary><see cref="Code"/> is written as a text, as 123's front gate does.</summary>
    public bool CodeIsText { get; init; }

    /// <summary>The message beside <see cref="Code"/>.</summary>
    public string Message { get; init; } = "a fault was asked for";

    /// <summary>Sends <c>Retry-After</c> with so many seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Answers 301 to this address, with the call's path and query behind it: the host has moved.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Ends the connection without an answer.</summary>
    public bool Abort { get; init; }

    /// <summary>What comes in place of the answer.</summary>
    public ApiBody Body { get; init; }

    /// <summary>How the answer's numbers are written.</summary>
    public ApiNumbers Numbers { get; init; }
}
