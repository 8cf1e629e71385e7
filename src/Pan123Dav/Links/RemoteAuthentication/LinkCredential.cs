namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>What a user proved to be themselves with when a link was made, and so what ends the link when it changes.</summary>
internal enum LinkCredential
{
    /// <summary>The password, or what stands for it: a session or a Bearer token of another issuer.</summary>
    Password,

    /// <summary>The API token, or a link that was signed with it. A new password ends these links too.</summary>
    ApiToken,
}
