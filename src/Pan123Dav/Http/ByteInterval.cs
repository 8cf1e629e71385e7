namespace Pan123Dav.Http;

/// <summary>Some bytes of a file that follow one another.</summary>
/// <param name="Start">Position of the first.</param>
/// <param name="End">Position behind the last.</param>
internal readonly record struct ByteInterval(long Start, long End) : IComparable<ByteInterval>
{
    public long Length => End - Start;

    public int CompareTo(ByteInterval other) => Start.CompareTo(other.Start);

    /// <summary>Sorts the intervals and joins those that touch; returns the part of <paramref name="intervals"/> that then holds them.</summary>
    public static Span<ByteInterval> Unite(Span<ByteInterval> intervals)
    {
        if (intervals.IsEmpty)
        {
            return intervals;
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

        return intervals[..(last + 1)];
    }
}
