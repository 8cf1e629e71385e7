namespace Pan123Dav.Http;

/// <summary>Reads the elements of a <c>Range</c> header. Allocates nothing.</summary>
internal static class RangeSpecifiers
{
    /// <summary>The most elements that are told apart; a header with more is ignored, as servers do that see an attack in it (RFC 9110 section 14.2).</summary>
    public const int MaxCount = 16;

    private const string Unit = "bytes=";

    /// <summary>Writes the elements to <paramref name="specifiers"/>, which has room for <see cref="MaxCount"/>, and returns how many there are.</summary>
    /// <returns>0 when the header is malformed, has too many elements or another unit, and so is to be ignored.</returns>
    public static int Read(ReadOnlySpan<char> header, Span<RangeSpecifier> specifiers)
    {
        if (!header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var count = 0;
        var list = header[Unit.Length..];
        foreach (var part in list.Split(','))
        {
            var text = list[part].Trim(" \t");
            if (text.IsEmpty)
            {
                continue;
            }

            if (count == MaxCount || !TryReadOne(text, out specifiers[count]))
            {
                return 0;
            }

            count++;
        }

        return count;
    }

    private static bool TryReadOne(ReadOnlySpan<char> text, out RangeSpecifier specifier)
    {
        specifier = default;
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryReadNumber(text[..dash], out var first) || !TryReadNumber(text[(dash + 1)..], out var last))
        {
            return false;
        }

        specifier = new RangeSpecifier(first, last);
        return first is null ? last is not null : !(last < first);
    }

    // Digits only, or nothing. What no file is long enough for becomes the largest number.
    private static bool TryReadNumber(ReadOnlySpan<char> digits, out long? number)
    {
        number = null;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            var (value, sum) = (digit - '0', number ?? 0);
            number = sum > (long.MaxValue - value) / 10 ? long.MaxValue : (sum * 10) + value;
        }

        return true;
    }
}
