using System.Text;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Knows the pages on which 123 shows a share: <c>https://www.123pan.com/s/KEY</c>, also under 123's other domains, and
/// <c>https://….share.123pan.cn/123pan/KEY</c>.
/// </summary>
internal static class ShareLink
{
    /// <summary>Whether it is worth looking closer.</summary>
    public static bool MayBePage(ReadOnlySpan<byte> url) => url.IndexOf("/s/"u8) >= 0 || url.IndexOf("share.123pan."u8) >= 0;

    /// <summary>Whether <paramref name="url"/>, an http or https URL without query and fragment, is such a page.</summary>
    public static bool IsPage(ReadOnlySpan<byte> url)
    {
        if (!MayBePage(url) || !Uri.TryCreate(Encoding.UTF8.GetString(url), UriKind.Absolute, out var uri))
        {
            return false;
        }

        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var labels = uri.Host.Split('.');
        return segments.Length == 2 && labels.Length >= 2 && IsOf123(labels[^2], labels[^1]) && IsKey(segments[1])
            && (segments[0] == "s" || (labels is [.., "share" or "mshare", _, _] && segments[0] == "123pan"));
    }

    // Beside 123pan.com and 123pan.cn there are 123panpay.com and some thirty of the kind 123684.com.
    private static bool IsOf123(string label, string top) =>
        top is "com" or "cn" && (label is "123pan" or "123panpay"
            || (label.Length == 6 && label.StartsWith("123", StringComparison.Ordinal) && label.All(char.IsAsciiDigit)));

    private static bool IsKey(string text)
    {
        var key = text.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? text[..^".html".Length] : text;
        return key.Length > 0 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
    }
}
