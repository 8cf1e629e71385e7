namespace Pan123Dav.Http;

/// <summary>One element of a <c>Range</c> header (RFC 9110 section 14.1.2).</summary>
/// <param name="First">The first byte; null counts <paramref name="Last"/> bytes from the end.</param>
/// <param name="Last">The last byte; null is the file's end.</param>
internal readonly record struct RangeSpecifier(long? First, long? Last)
{
    /// <summary>Those of the bytes that a file of this size has; of length 0 when it has none of them.</summary>
    public ByteInterval ToInterval(long size)
    {
        if (First is not { } first)
        {
            return new ByteInterval(size - Math.Min(Last ?? 0, size), size);
        }

        var end = Last is { } last && last < size ? last + 1 : size;
        return first < end ? new ByteInterval(first, end) : default;
    }

    /// <summary>The same as a range with both ends, or one that cannot be satisfied.</summary>
    public ByteRange ToRange(long size) => ByteRange.FromInterval(ToInterval(size));
}
