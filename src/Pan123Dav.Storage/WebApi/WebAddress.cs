using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary>Where the interface of 123's web pages is. It has moved before, from host to host and from path to path.</summary>
internal static class WebAddress
{
    // Since the middle of 2026; the sign-in has a host of its own.
    private const string DefaultHost = "yun.123pan.com";
    private const string SignInHost = "https://login.123pan.com/api";
    private const string OtherHost = "https://api.123278.com";
    private const string DefaultPath = "b/api";

    /// <summary>Where the pages themselves ask today, beside the usual host; null where the owner names another host.</summary>
    public static Uri? GetFallback(Uri baseUrl) =>
        baseUrl.IdnHost.Equals(DefaultHost, StringComparison.OrdinalIgnoreCase)
            ? new Uri(OtherHost + (baseUrl.AbsolutePath == "/" ? "" : baseUrl.AbsolutePath))
            : null;

    /// <summary>The address of a call. A base without a path has the usual one.</summary>
    public static Uri Create(Uri baseUrl, string call) => ApiAddress.Combine(baseUrl, baseUrl.AbsolutePath == "/" ? $"{DefaultPath}/{call}" : call);

    /// <summary>The address of the sign-in: where the owner names another host than the usual one, everything is there.</summary>
    public static Uri OfSignIn(Uri baseUrl, string call) =>
        baseUrl.IdnHost.Equals(DefaultHost, StringComparison.OrdinalIgnoreCase) ? ApiAddress.Combine(new Uri(SignInHost), call) : Create(baseUrl, call);
}
