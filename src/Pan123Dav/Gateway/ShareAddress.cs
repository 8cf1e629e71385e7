namespace Pan123Dav.Gateway;

/// <summary>What stands in a share link: its key, and the password where the link carries it.</summary>
internal readonly record struct ShareAddress(string Key, string Password)
{
    private const int MaxKey = 64;

    /// <summary>
    /// Reads a key such as <c>abCd-1EfGh</c>, or a pasted link such as <c>https://www.123pan.com/s/abCd-1EfGh.html?pwd=Xy12</c> or
    /// <c>https://….share.123pan.cn/123pan/abCd-1EfGh</c>.
    /// </summary>
    public static bool TryParse(string text, out ShareAddress share)
    {
        share = new ShareAddress(text, "");
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var link))
            {
                return false;
            }

            var key = link.AbsolutePath.TrimEnd('/').Split('/')[^1];
            share = new ShareAddress(key.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? key[..^".html".Length] : key, GetPassword(link));
        }

        return share.Key is { Length: > 0 and <= MaxKey } && share.Key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
    }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Key;

    private static string GetPassword(Uri link)
    {
        foreach (var parameter in link.Query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("pwd=", StringComparison.OrdinalIgnoreCase))
            {
                return Uri.UnescapeDataString(parameter["pwd=".Length..]);
            }
        }

        return "";
    }
}
