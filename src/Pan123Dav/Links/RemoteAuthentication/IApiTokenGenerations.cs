namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Tells API tokens apart without telling them. Asked for each request of 123's CDN: it answers from memory.</summary>
internal interface IApiTokenGenerations
{
    /// <summary>A number that changes whenever this user's token does, the same after a restart; 0 where there are no tokens.</summary>
    uint GetGeneration(string user);
}
