using Pan123Dav.Storage.Remote;

namespace Pan123Dav.Storage.WebApi;

/// <summary>Where the interface of 123's web pages is. It has moved before, from host to host and from path to path.</summary>
internal static class WebAddress
{
    // Since the middle of 2026; the sign-in has a host of its own.
    private const string UsualHost = "yun.123pan.com";
    private const string SignInHost = "https://login.123pan.com/api";
    private const string UsualPath = "b/api";

    /// <summary>The address of a call. A base without a path has the usual one.</summary>
    public static Uri Of(Uri baseUrl, string call) => ApiAddress.Of(baseUrl, baseUrl.AbsolutePath == "/" ? $"{UsualPath}/{call}" : call);

    /// <summary>The address of the sign-in: where the owner names another host than the usual one, everything is there.</summary>
    public static Uri OfSignIn(Uri baseUrl, string call) =>
        baseUrl.IdnHost.Equals(UsualHost, StringComparison.OrdinalIgnoreCase) ? ApiAddress.Of(new Uri(SignInHost), call) : Of(baseUrl, call);
}
