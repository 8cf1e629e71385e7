using System.Buffers;
using System.Globalization;

namespace Pan123Dav.Emulator.Links;

/// <summary>The four parts of <c>auth_key={timestamp}-{rand}-{uid}-{md5}</c>.</summary>
/// <param name="Timestamp">When the link expires, in Unix seconds.</param>
/// <param name="Signed">The first three parts as they came, which is how they were hashed.</param>
/// <param name="Uid">The account, as it came.</param>
/// <param name="Hash">The 16 bytes of the MD5.</param>
internal sealed record AuthKey(long Timestamp, string Signed, string Uid, byte[] Hash)
{
    private const string Parameter = "auth_key=";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Alphanumeric =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads the one <c>auth_key</c> of a query: unsigned without one, malformed with several or one in another form.</summary>
    public static LinkState TryParse(string query, out AuthKey? key)
    {
        key = null;
        var values = query.Split('&').Where(p => p.StartsWith(Parameter, StringComparison.Ordinal)).Select(p => p[Parameter.Length..]).ToArray();
        if (values.Length == 0)
        {
            return LinkState.Unsigned;
        }

        var parts = values[0].Split('-');
        if (values.Length > 1 || parts.Length != 4
            // 10 digits hold the years 2001 to 2286; one fewer lets a test's clock start in 2000.
            || !Is(parts[0], Digits, 9, 10) || !Is(parts[1], Alphanumeric, 1, 64) || !Is(parts[2], Digits, 1, 20) || !Is(parts[3], LowerHex, 32, 32))
        {
            return LinkState.Malformed;
        }

        var timestamp = long.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture);
        key = new AuthKey(timestamp, $"{parts[0]}-{parts[1]}-{parts[2]}", parts[2], Convert.FromHexString(parts[3]));
        return LinkState.Good;
    }

    private static bool Is(string part, SearchValues<char> allowed, int shortest, int longest) =>
        part.Length >= shortest && part.Length <= longest && !part.AsSpan().ContainsAnyExcept(allowed);
}
