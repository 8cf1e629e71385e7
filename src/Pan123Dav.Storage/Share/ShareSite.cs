namespace Pan123Dav.Storage.Share;

/// <summary>The page of a share: its host has the account ID of whoever shared it, which stands in the key in front of the hyphen.</summary>
internal static class ShareSite
{
    // 123's digits of base 62, the least significant first (qaiu/netdisk-fast-download, 2026-08).
    private const string Digits = "Tvd3hHA9QEkom14xpfaBJIMwgFYGPXn2sWCNORDr80KuUSl7bZcetizL5q6yVj";

    /// <summary>The page's address; null where the key holds no account ID.</summary>
    public static string? GetAddress(string key) => GetAccount(key) is { } account
        ? FormattableString.Invariant($"https://{account}.share.123pan.cn/123pan/{Uri.EscapeDataString(key)}")
        : null;

    private static ulong? GetAccount(string key)
    {
        var hyphen = key.IndexOf('-', StringComparison.Ordinal);
        var (account, weight) = (0UL, 1UL);
        if (hyphen is < 1 or > 9)
        {
            // Nine digits are more than any account ID, and no overflow.
            return null;
        }

        foreach (var character in key.AsSpan(0, hyphen))
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            account += (ulong)digit * weight;
            weight *= (ulong)Digits.Length;
        }

        return account == 0 ? null : account;
    }
}
