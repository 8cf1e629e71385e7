namespace Pan123Dav.Storage.Remote.Http;

/// <summary>Addresses of calls.</summary>
internal static class ApiAddress
{
    /// <summary>The address of a call: the base as it is configured, with or without a slash and a path, and what follows it.</summary>
    /// <param name="baseUrl">Absolute, without query and fragment.</param>
    /// <param name="pathAndQuery">Percent-encoded, without a slash in front.</param>
    public static Uri Combine(Uri baseUrl, string pathAndQuery) => new($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{pathAndQuery}");
}
