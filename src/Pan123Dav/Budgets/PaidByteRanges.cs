using Pan123Dav.Http;

namespace Pan123Dav.Budgets;

/// <summary>
/// The bytes of one file that are paid for, as few intervals in order. Of more than <see cref="MaxIntervals"/> the shortest is forgotten, and is paid
/// for again when it is asked for again: what is paid in all stays right, and is never more than the file's size.
/// </summary>
internal sealed class PaidByteRanges
{
    public const int MaxIntervals = 64;

    private readonly List<ByteInterval> _intervals = new(1);
    private long _paid;

    /// <summary>What <paramref name="asked"/> costs in bytes where nothing is paid.</summary>
    /// <param name="asked">In order, without overlaps.</param>
    /// <param name="most">What all of the file costs.</param>
    public static long GetCost(ReadOnlySpan<ByteInterval> asked, long most)
    {
        long cost = 0;
        foreach (var interval in asked)
        {
            cost += Math.Min(most - cost, interval.Length);
        }

        return cost;
    }

    /// <summary>What <paramref name="asked"/> costs in bytes beyond what is paid.</summary>
    /// <param name="asked">In order, without overlaps.</param>
    /// <param name="most">What all of the file costs.</param>
    public long Cost(ReadOnlySpan<ByteInterval> asked, long most)
    {
        var open = Math.Max(0, most - _paid);
        long cost = 0;
        foreach (var interval in asked)
        {
            // Each is at most the end of all bytes long, so that subtracting keeps the sum from running over.
            cost += Math.Min(open - cost, interval.Length - PaidIn(interval));
        }

        return cost;
    }

    /// <summary>Notes that <paramref name="asked"/> is paid now, for <paramref name="cost"/>.</summary>
    public void Add(ReadOnlySpan<ByteInterval> asked, long cost)
    {
        _paid += cost;
        foreach (var interval in asked)
        {
            Add(interval);
        }
    }

    private long PaidIn(ByteInterval asked)
    {
        long paid = 0;
        for (var i = FirstEndingBehind(asked.Start); i < _intervals.Count && _intervals[i].Start < asked.End; i++)
        {
            paid += Math.Min(asked.End, _intervals[i].End) - Math.Max(asked.Start, _intervals[i].Start);
        }

        return paid;
    }

    private void Add(ByteInterval added)
    {
        var first = FirstEndingBehind(added.Start - 1);
        var behind = first;
        while (behind < _intervals.Count && _intervals[behind].Start <= added.End)
        {
            added = new ByteInterval(Math.Min(added.Start, _intervals[behind].Start), Math.Max(added.End, _intervals[behind].End));
            behind++;
        }

        if (behind > first)
        {
            _intervals.RemoveRange(first + 1, behind - first - 1);
            _intervals[first] = added;
            return;
        }

        _intervals.Insert(first, added);
        if (_intervals.Count > MaxIntervals)
        {
            _intervals.RemoveAt(Shortest());
        }
    }

    private int FirstEndingBehind(long position)
    {
        var (low, high) = (0, _intervals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _intervals[middle].End > position ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private int Shortest()
    {
        var shortest = 0;
        for (var i = 1; i < _intervals.Count; i++)
        {
            shortest = _intervals[i].Length < _intervals[shortest].Length ? i : shortest;
        }

        return shortest;
    }
}
