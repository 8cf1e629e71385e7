using System.Globalization;
using System.Text;

namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>
/// Brings names that a path cannot hold into a form that it can, so that no two names become one: a slash and control characters become their
/// percent form, <c>.</c> and <c>..</c> become <c>%2E</c> and <c>%2E%2E</c>, no name at all becomes <c>%25</c>. In such a name, and in one that
/// only looks like it, a percent sign becomes <c>%25</c>; every other name stays as it is.
/// </summary>
internal static class RemoteName
{
    private const string OfNothing = "%25";

    /// <summary>The name to show for what 123 calls <paramref name="name"/>.</summary>
    public static string Escape(string name)
    {
        switch (name)
        {
            case "":
                return OfNothing;
            case "." or "..":
                return name.Replace(".", "%2E", StringComparison.Ordinal);
        }

        if (!name.Any(IsBad) && !LooksEscaped(name))
        {
            return name;
        }

        var escaped = new StringBuilder(name.Length + 16);
        foreach (var character in name)
        {
            if (character == '%' || IsBad(character))
            {
                AppendTriplets(escaped, character);
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Whether it holds characters that no path can.</summary>
    public static bool HasControls(string name) => name.Any(char.IsControl);

    private static bool IsBad(char character) => character == '/' || char.IsControl(character);

    private static void AppendTriplets(StringBuilder escaped, char character)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in bytes[..Encoding.UTF8.GetBytes([character], bytes)])
        {
            escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }

    private static bool LooksEscaped(string name)
    {
        if (name is "%2E" or "%2E%2E")
        {
            return true;
        }

        for (var at = name.IndexOf('%', StringComparison.Ordinal); at >= 0 && at + 2 < name.Length; at = name.IndexOf('%', at + 1))
        {
            if (IsTripletOfOurs(name.AsSpan(at)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTripletOfOurs(ReadOnlySpan<char> text)
    {
        if (!TryReadTriplet(text, out var value))
        {
            return false;
        }

        return value is < 0x20 or 0x25 or 0x2F or 0x7F
            || (value == 0xC2 && text.Length >= 6 && TryReadTriplet(text[3..], out var second) && second is >= 0x80 and < 0xA0);
    }

    // We write upper-case hex alone, so nothing else can be mistaken for it.
    private static bool TryReadTriplet(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text[0] == '%' && !text[1..3].ContainsAnyInRange('a', 'f')
            && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
