namespace Pan123Dav.Emulator.WebDav;

/// <summary>Something that goes wrong with requests to the stand-in for 123's WebDAV.</summary>
public sealed record WebDavFault
{
    /// <summary>Only with this method; null for all.</summary>
    public string? Method { get; init; }

    /// <summary>How often; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>The status instead of the right one, 207 where only <see cref="Body"/> is set.</summary>
    public int Status { get; init; } = 207;

    /// <summary><c>Retry-After</c> in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The body; null for a listing without members where the status is 207.</summary>
    public string? Body { get; init; }

    /// <summary>So many bytes of members that nobody has follow.</summary>
    public long Padding { get; init; }

    /// <summary>The answer waits; infinite: until the client leaves.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The connection ends without an answer.</summary>
    public bool Abort { get; init; }
}
