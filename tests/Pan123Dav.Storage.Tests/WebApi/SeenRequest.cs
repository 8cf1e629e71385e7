namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>A request as it was sent.</summary>
internal sealed record SeenRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A value of the query, decoded; null when it is not there.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&').Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..])).FirstOrDefault();

    /// <summary>The number of the page that was asked for.</summary>
    public int Page => int.Parse(Query("Page")!, System.Globalization.CultureInfo.InvariantCulture);
}
