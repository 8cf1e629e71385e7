namespace Pan123Dav.Emulator.Api;

/// <summary>How a step of the link chain names the next one.</summary>
public enum ChainStepResponse
{
    /// <summary>In turn: JSON with 210, a redirect, JSON with 200.</summary>
    Mixed,

    /// <summary>302 and <c>Location</c>.</summary>
    Redirect,

    /// <summary>200 and <c>data.redirect_url</c>.</summary>
    Json,

    /// <summary>210 and <c>data.redirect_url</c>.</summary>
    Json210,

    /// <summary>403 and a JSON object: refused.</summary>
    Refused,
}
