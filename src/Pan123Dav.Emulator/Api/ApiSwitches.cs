namespace Pan123Dav.Emulator.Api;

/// <summary>How the three interfaces behave. Replaced as a whole, so that a call sees one state.</summary>
public sealed record ApiSwitches
{
    /// <summary>How often each call may be made before it is answered 429; a call that is not named here is not limited.</summary>
    public IReadOnlyDictionary<EmulatorEndpoint, EmulatedApiRate> Rates { get; init; } = EmulatedApiRate.Documented;

    /// <summary>What <see cref="Rates"/> are multiplied by, bursts too; 0 for no limits.</summary>
    public double RateScale { get; init; } = 1;

    /// <summary>Sends <c>Retry-After</c> with so many seconds when a rate was exceeded.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Codes 401, 403 and 429 of the envelope are the HTTP status too; otherwise that is 200 whatever the code.</summary>
    public bool StatusFollowsCode { get; init; }

    /// <summary>How long every call waits for its answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How numbers are written.</summary>
    public ApiNumbers Numbers { get; init; }

    /// <summary>How long tokens of both kinds live.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The open platform gives no token: too many were asked for.</summary>
    public bool TokensExceeded { get; init; }

    /// <summary>The code beside that text: 1 was seen, and 401.</summary>
    public int TokensExceededCode { get; init; } = ApiError.Internal;

    /// <summary>Every call is refused for the address that it comes from: HTTP 403, and the code 403 as a text.</summary>
    public bool AddressForbidden { get; init; }

    /// <summary>
    /// Content of the web interface's links is refused: HTTP 403, code 1010, and this in the text, such as 50001 (bound to another address)
    /// or 50002 (risk control).
    /// </summary>
    public int? DownloadError { get; init; }

    /// <summary>Code 5113 where a link is asked for.</summary>
    public bool TrafficUsedUp { get; init; }

    /// <summary>Code 5112 where a share's link is asked for without the token of some account.</summary>
    public bool LoginRequired { get; init; }

    /// <summary>A sign-in is asked for a code by SMS or WeChat.</summary>
    public bool SignInChallenge { get; init; }

    /// <summary>Web calls need the signature in their query.</summary>
    public bool SignatureRequired { get; init; } = true;

    /// <summary>123 changed the letters that the signature is made with, so everyone else's is wrong.</summary>
    public bool SignatureChanged { get; init; }

    /// <summary>An empty list is written as <c>null</c>, as Go writes an empty slice.</summary>
    public bool EmptyListsAreNull { get; init; }

    /// <summary>What is wrong with the pages of listings.</summary>
    public PagingQuirk Paging { get; init; }

    /// <summary>So many trashed items are on every page of the open platform's listings.</summary>
    public int TrashedEachPage { get; init; }

    /// <summary>How a web download link holds the address behind it.</summary>
    public LinkParams Params { get; init; }

    /// <summary>How many steps lead from a web download link to the content; <see cref="int.MaxValue"/> for a chain without end.</summary>
    public int Hops { get; init; } = 2;

    /// <summary>How a step names the next.</summary>
    public ChainStepResponse HopAnswer { get; init; }

    /// <summary>Where the last step leads in place of the content, such as a private address.</summary>
    public Uri? HopTarget { get; init; }

    /// <summary>
    /// Scheme, host and port of the web download links, whose <c>Referer</c> the content needs; null for the emulator's own. Nobody has to listen there: the
    /// address in <c>params</c> is the one to go to.
    /// </summary>
    public Uri? DownloadSite { get; init; }

    /// <summary>Web content and the steps to it need the <c>Referer</c>, else 403 with code 1010.</summary>
    public bool RefererRequired { get; init; } = true;

    /// <summary>How long download links live.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(1);
}
