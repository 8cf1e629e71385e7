using System.Globalization;
using System.Text.RegularExpressions;

namespace Pan123Dav.Commands.Setup;

/// <summary>
/// Reads 123's account ID out of direct links: their first path segment, or the first label of their host
/// (<c>https://1812345678.cdn.123clouddisk.com/1812345678/…</c>).
/// </summary>
internal static partial class LinkAccount
{
    /// <summary>The account that all links with a number are of; null when none has one, or they differ.</summary>
    public static ulong? Find(string tree)
    {
        ulong? account = null;
        foreach (Match match in Link().Matches(tree))
        {
            var digits = match.Groups["path"].Success ? match.Groups["path"].Value : match.Groups["host"].Value;
            if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var found))
            {
                if (account is { } other && other != found)
                {
                    return null;
                }

                account = found;
            }
        }

        return account;
    }

    // Nine digits at least: shorter numbers may be years and dates.
    [GeneratedRegex(
        @"https?://(?:(?<host>[0-9]{9,20})(?=\.))?[^/\s?#]*(?:/(?<path>[0-9]{9,20})(?=/))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
