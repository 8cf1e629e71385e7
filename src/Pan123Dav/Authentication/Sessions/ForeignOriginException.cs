namespace Pan123Dav.Authentication.Sessions;

/// <summary>A page of another origin wanted to change something with somebody's session.</summary>
internal sealed class ForeignOriginException() : Exception("A page of another origin sent the request.");
