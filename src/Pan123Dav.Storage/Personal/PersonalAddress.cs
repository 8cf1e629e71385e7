using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Personal;

/// <summary>Where the calls of a personal mount go.</summary>
internal static class PersonalAddress
{
    private const string SignInHost = "https://login.123pan.com/api";

    /// <summary>123 signs in at a host of its own; where the owner names another base, that is the place for everything.</summary>
    public static Uri SignInOf(Uri baseUrl, string path) => ApiAddress.Of(
        string.Equals(baseUrl.AbsoluteUri.TrimEnd('/'), WebInterface.BaseUrl.AbsoluteUri, StringComparison.OrdinalIgnoreCase) ? new Uri(SignInHost) : baseUrl, path);
}
