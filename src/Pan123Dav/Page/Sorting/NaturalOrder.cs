namespace Pan123Dav.Page.Sorting;

/// <summary>
/// Names as people order them: digits by the number that they are, so that episode 2 stands before 10, ASCII letters whatever their case, everything
/// else by code point. A total order: names that only differ in case or leading zeros are ordered by their bytes.
/// </summary>
internal static class NaturalOrder
{
    /// <summary>Below zero when <paramref name="left"/> (UTF-8) comes first.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            var (a, b) = (left[i], right[j]);
            if (char.IsAsciiDigit((char)a) && char.IsAsciiDigit((char)b))
            {
                var order = CompareNumbers(left, ref i, right, ref j);
                if (order != 0)
                {
                    return order;
                }

                continue;
            }

            if (Fold(a) != Fold(b))
            {
                return Fold(a) - Fold(b);
            }

            i++;
            j++;
        }

        var rest = (left.Length - i) - (right.Length - j);
        return rest != 0 ? rest : left.SequenceCompareTo(right);
    }

    // A number with fewer digits is the smaller one, of as many the first digit that differs decides.
    private static int CompareNumbers(ReadOnlySpan<byte> left, ref int i, ReadOnlySpan<byte> right, ref int j)
    {
        var a = ReadNumber(left, ref i);
        var b = ReadNumber(right, ref j);
        return a.Length != b.Length ? a.Length - b.Length : a.SequenceCompareTo(b);
    }

    private static ReadOnlySpan<byte> ReadNumber(ReadOnlySpan<byte> text, ref int at)
    {
        var digits = text[at..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = end < 0 ? digits : digits[..end];
        at += digits.Length;
        return digits.TrimStart((byte)'0');
    }

    private static int Fold(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b;
}
