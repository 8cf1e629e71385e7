namespace Pan123Dav.Budgets;

/// <summary>What bytes of a file a <c>Range</c> header asks for (RFC 9110 section 14.2). Allocates nothing.</summary>
internal static class RangeHeader
{
    /// <summary>The most ranges that are told apart; a header with more counts as one that asks for everything, as servers treat it.</summary>
    public const int MostRanges = 16;

    private const string Unit = "bytes=";

    /// <summary>Writes the asked bytes to <paramref name="asked"/>, in order and without overlaps, and answers how many intervals they are.</summary>
    /// <param name="header">The header; empty when there is none. One that is malformed or of another unit is ignored, so everything is asked for.</param>
    /// <param name="size">The file's size; null when nobody knows it: then the end of an open range lies at <see cref="long.MaxValue"/>.</param>
    /// <param name="asked">Room for <see cref="MostRanges"/>.</param>
    /// <returns>0 when the ranges lie outside of the file, or the file is empty.</returns>
    public static int Read(ReadOnlySpan<char> header, long? size, Span<ByteInterval> asked)
    {
        var end = size ?? long.MaxValue;
        var count = 0;
        if (TryReadEach(header, end, asked, ref count))
        {
            return Unite(asked[..count]);
        }

        asked[0] = new ByteInterval(0, end);
        return end > 0 ? 1 : 0;
    }

    private static bool TryReadEach(ReadOnlySpan<char> header, long end, Span<ByteInterval> asked, ref int count)
    {
        if (!header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var specifiers = 0;
        var list = header[Unit.Length..];
        foreach (var part in list.Split(','))
        {
            var specifier = list[part].Trim(" \t");
            if (specifier.IsEmpty)
            {
                continue;
            }

            if (++specifiers > MostRanges || !TryReadOne(specifier, end, out var interval))
            {
                return false;
            }

            if (interval.Start < interval.End)
            {
                asked[count++] = interval;
            }
        }

        return specifiers > 0;
    }

    private static bool TryReadOne(ReadOnlySpan<char> specifier, long end, out ByteInterval interval)
    {
        interval = default;
        var dash = specifier.IndexOf('-');
        if (dash < 0)
        {
            return false;
        }

        var first = specifier[..dash];
        var last = specifier[(dash + 1)..];
        if (first.IsEmpty)
        {
            if (!TryReadNumber(last, out var suffix))
            {
                return false;
            }

            interval = new ByteInterval(end - Math.Min(suffix, end), end);
            return true;
        }

        var to = long.MaxValue;
        if (!TryReadNumber(first, out var from) || (!last.IsEmpty && (!TryReadNumber(last, out to) || to < from)))
        {
            return false;
        }

        interval = new ByteInterval(from, to >= end ? end : to + 1);
        return true;
    }

    /// <summary>Digits only; what no file is long enough for becomes the largest number.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            var value = digit - '0';
            number = number > (long.MaxValue - value) / 10 ? long.MaxValue : (number * 10) + value;
        }

        return !digits.IsEmpty;
    }

    private static int Unite(Span<ByteInterval> intervals)
    {
        if (intervals.IsEmpty)
        {
            return 0;
        }

        MemoryExtensions.Sort(intervals);
        var last = 0;
        foreach (var next in intervals[1..])
        {
            if (next.Start <= intervals[last].End)
            {
                intervals[last] = intervals[last] with { End = Math.Max(intervals[last].End, next.End) };
            }
            else
            {
                intervals[++last] = next;
            }
        }

        return last + 1;
    }
}
