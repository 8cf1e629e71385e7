namespace Pan123Dav.Budgets;

/// <summary>Some bytes of a file that follow one another.</summary>
/// <param name="Start">Position of the first.</param>
/// <param name="End">Position behind the last; always beyond <paramref name="Start"/>.</param>
internal readonly record struct ByteInterval(long Start, long End) : IComparable<ByteInterval>
{
    public long Length => End - Start;

    public int CompareTo(ByteInterval other) => Start.CompareTo(other.Start);
}
