using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Of the gateway's API tokens.</summary>
internal sealed class ApiTokenGenerations(ApiTokens tokens) : IApiTokenGenerations
{
    public uint GetGeneration(string user) => tokens.GetGeneration(user) is { } generation ? (uint)(generation ^ (generation >> 32)) : 0;
}
