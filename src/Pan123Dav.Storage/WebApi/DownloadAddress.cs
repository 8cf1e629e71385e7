using System.Globalization;
using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// Addresses as 123 answers them on the way to a file's content. They are kept as written: tidying them up would break what is signed in them.
/// </summary>
internal static class DownloadAddress
{
    private const int MaxLength = 16 * 1024;
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>An absolute http or https address without user and password, as ASCII; null when <paramref name="text"/> is none.</summary>
    public static Uri? Read(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return null;
        }

        var url = new OriginUrl();
        return url.TryRead(Encoding.UTF8.GetBytes(text))
            && Uri.TryCreate(Encoding.ASCII.GetString(url.Ascii), AsWritten, out var uri) && uri.UserInfo.Length == 0
            ? uri
            : null;
    }

    /// <summary>Where an answer of <paramref name="from"/> leads; null when that is no place to go.</summary>
    public static Uri? Read(Uri from, string? location) => location is null || location.Contains("://", StringComparison.Ordinal)
        ? Read(location)
        : Uri.TryCreate(new Uri(from.OriginalString), location, out var uri) ? Read(uri.AbsoluteUri) : null;

    /// <summary>Whether another address is wrapped in this one.</summary>
    public static bool IsWrapped(Uri address) => QueryValue(address, "params") is { Length: > 0 };

    /// <summary>
    /// The address that is wrapped in this one as base64, of either alphabet, with or without padding; null when what is wrapped is no address.
    /// </summary>
    public static Uri? Unwrap(Uri address)
    {
        // A plus sign may have come through as what it means in a form.
        var text = QueryValue(address, "params")?.Replace('-', '+').Replace('_', '/').Replace(' ', '+').TrimEnd('=') ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4), bytes, out var count)
            && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, count))
                ? Read(Encoding.UTF8.GetString(bytes.AsSpan(0, count)))
                : null;
    }

    /// <summary>Whether the address is one more of those that answer with an address: a content address carries neither mark.</summary>
    public static bool IsStep(Uri address) => IsWrapped(address) || QueryValue(address, "auto_redirect") is not null;

    /// <summary>Whether the address is one of content for sure: it tells when it ends, and carries no mark of a step.</summary>
    public static bool IsContent(Uri address) => !IsStep(address) && GetExpiry(address) is not null;

    /// <summary>When a content address stops working, where it says so.</summary>
    public static DateTimeOffset? GetExpiry(Uri address) =>
        long.TryParse(QueryValue(address, "t"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The front of an address, with a slash: what a page of it would send as <c>Referer</c> under the usual policy.</summary>
    public static string GetSite(Uri address) => address.GetLeftPart(UriPartial.Authority) + "/";

    private static string? QueryValue(Uri address, string name)
    {
        var text = address.OriginalString;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        foreach (var range in query < 0 ? default : text.AsSpan(query + 1).Split('&'))
        {
            var pair = text.AsSpan(query + 1)[range];
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.Length > name.Length && pair[name.Length] == '=')
            {
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
            }
        }

        return null;
    }
}
