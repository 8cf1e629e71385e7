namespace Pan123Dav.Emulator;

/// <summary>
/// Lets the host ask an address for each request of a file before it serves it, as 123's CDN does with 远程鉴权:
/// <c>GET ADDRESS?remote_addr=IP&amp;request_uri=/path?auth_key=…&amp;…</c>. 200 serves, anything else and no answer in time refuse.
/// </summary>
/// <param name="Address">Absolute, without a query of its own.</param>
public sealed record EmulatedRemoteAuth(Uri Address)
{
    /// <summary>The header by which a test plays a visitor of another address; without it the connection's own counts.</summary>
    public const string VisitorHeader = "X-Emulator-Visitor";

    /// <summary>Escapes the value of <c>request_uri</c>; 123 is known not to.</summary>
    public bool Escapes { get; init; }

    /// <summary>Serves a file that it was once allowed to serve without asking again, as a CDN may that has it in its cache.</summary>
    public bool TrustsCache { get; init; }

    /// <summary>How long the answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
