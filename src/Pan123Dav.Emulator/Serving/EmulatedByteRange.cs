using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Emulator.Serving;

/// <summary>The part of a file that an answer holds.</summary>
/// <param name="First">Position of its first byte.</param>
/// <param name="Count">How many bytes.</param>
internal readonly record struct EmulatedByteRange(long First, long Count)
{
    /// <summary>
    /// What a <c>Range</c> header asks of <paramref name="length"/> bytes: null when it is to be ignored (malformed, another unit, several ranges),
    /// a count of 0 when it cannot be satisfied (RFC 9110 section 14.1.2).
    /// </summary>
    public static EmulatedByteRange? Parse(string? header, long length)
    {
        if (!RangeHeaderValue.TryParse(header, out var parsed) || !parsed.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) || parsed.Ranges.Count != 1)
        {
            return null;
        }

        var range = parsed.Ranges.Single();
        if (range.From is not { } from)
        {
            var suffix = Math.Min(range.To ?? 0, length);
            return new EmulatedByteRange(length - suffix, suffix);
        }

        return from >= length ? new EmulatedByteRange(0, 0) : new EmulatedByteRange(from, Math.Min(range.To ?? long.MaxValue, length - 1) - from + 1);
    }
}
