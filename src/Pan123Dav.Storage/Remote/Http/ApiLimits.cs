namespace Pan123Dav.Storage.Remote.Http;

/// <summary>How long an answer of 123's may take and how large it may be, and how often it is asked for again.</summary>
internal sealed record ApiLimits
{
    /// <summary>Until an answer is there to its last byte.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Until a call is given up, with all its attempts and its place in the queue.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The most bytes of one answer.</summary>
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Before the first of them; it doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A longer <c>Retry-After</c> is not waited for but passed on.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The clock of rates, delays and limits. Not the gateway's: answers come over a network, which goes on where a test holds that clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
