using System.Globalization;

namespace Pan123Dav.Http;

/// <summary>
/// The bytes of a file that one GET is about (RFC 9110 section 14), decided once: what is charged, what is forwarded and what is answered all come
/// from this value. The default value is the whole file. Only a request for several ranges allocates.
/// </summary>
internal readonly struct ByteRange : IEquatable<ByteRange>
{
    private readonly Kind _kind;
    private readonly ByteInterval[]? _several;

    private ByteRange(Kind kind, long? first = null, long? last = null, ByteInterval[]? several = null)
    {
        _kind = kind;
        First = first;
        Last = last;
        _several = several;
    }

    private enum Kind
    {
        Whole,
        One,
        Several,
        Unsatisfiable,
    }

    /// <summary>All of the file: there was no range, or one that counts as none.</summary>
    public static ByteRange Whole => default;

    /// <summary>The most intervals that <see cref="CopyTo"/> writes.</summary>
    public static int MaxIntervals => RangeSpecifiers.MaxCount;

    /// <summary>Of one range: its first byte; null when it is the last <see cref="Last"/> bytes of a file whose size nobody knows.</summary>
    public long? First { get; }

    /// <summary>Of one range: its last byte; null for the file's end where nobody knows that.</summary>
    public long? Last { get; }

    /// <summary>Whether it is one range, which can be forwarded and answered with 206. Several ranges are answered with the whole file.</summary>
    public bool IsOne => _kind == Kind.One;

    /// <summary>Whether no byte of the file is in it: the answer is 416, and costs nothing. Never so where the size is unknown.</summary>
    public bool IsUnsatisfiable => _kind == Kind.Unsatisfiable;

    /// <summary>One range, as a <c>Range</c> header with these two numbers asks for.</summary>
    public static ByteRange FromTo(long? first, long? last) => new(Kind.One, first, last);

    /// <summary>Decides what a request asks for.</summary>
    /// <param name="range">The <c>Range</c> header; empty when there is none. A malformed one, and one of
    /// another unit than bytes, is ignored (section 14.2).</param>
    /// <param name="ifRangeHolds">Whether there is no <c>If-Range</c>, or one that holds; else the <c>Range</c> header is ignored (section 13.1.5).</param>
    /// <param name="size">The file's size in bytes; null when nobody knows it for sure.</param>
    public static ByteRange Parse(ReadOnlySpan<char> range, bool ifRangeHolds, long? size)
    {
        Span<RangeSpecifier> specifiers = stackalloc RangeSpecifier[RangeSpecifiers.MaxCount];
        var count = range.IsEmpty || !ifRangeHolds ? 0 : RangeSpecifiers.Read(range, specifiers);
        return count switch
        {
            0 => Whole,
            1 => size is { } known ? specifiers[0].ToRange(known) : FromTo(specifiers[0].First, specifiers[0].Last),
            _ => Unite(specifiers[..count], size),
        };
    }

    /// <summary>The same with both ends, for a file that turned out to have this size.</summary>
    public ByteRange Within(long size) => IsOne ? new RangeSpecifier(First, Last).ToRange(size) : this;

    /// <summary>
    /// Whether a part from <paramref name="first"/> to <paramref name="last"/>, of a file of the size <paramref name="total"/>, is what was asked for.
    /// </summary>
    public bool IsAnsweredBy(long first, long last, long? total) => IsOne && (total is { } size
        ? Within(size) == FromTo(first, last)
        : first == First && (Last is null || last <= Last));

    /// <summary>
    /// Writes the bytes as intervals in order, without overlaps, and returns how many these are. An unknown
    /// end of a file lies at <see cref="long.MaxValue"/>.
    /// </summary>
    /// <param name="size">The file's size; null when nobody knows it.</param>
    /// <param name="intervals">Room for <see cref="MaxIntervals"/>.</param>
    public int CopyTo(long? size, Span<ByteInterval> intervals)
    {
        switch (_kind)
        {
            case Kind.Unsatisfiable:
                return 0;
            case Kind.Several:
                _several.CopyTo(intervals);
                return _several!.Length;
            case Kind.One when new RangeSpecifier(First, Last).ToInterval(size ?? long.MaxValue) is { Length: > 0 } one:
                intervals[0] = one;
                return 1;
            default:
                // Also a range that holds no byte of a file of unknown size: whoever serves it may send everything.
                intervals[0] = new ByteInterval(0, size ?? long.MaxValue);
                return size == 0 ? 0 : 1;
        }
    }

    public bool Equals(ByteRange other) =>
        _kind == other._kind && First == other.First && Last == other.Last && _several.AsSpan().SequenceEqual(other._several);

    public override bool Equals(object? obj) => obj is ByteRange other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_kind, First, Last);

    public static bool operator ==(ByteRange left, ByteRange right) => left.Equals(right);

    public static bool operator !=(ByteRange left, ByteRange right) => !left.Equals(right);

    /// <summary>The value of a <c>Range</c> header that asks for one range.</summary>
    public override string ToString() => IsOne ? string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}") : _kind.ToString();

    internal static ByteRange FromInterval(ByteInterval interval) =>
        interval.Length > 0 ? FromTo(interval.Start, interval.End - 1) : new ByteRange(Kind.Unsatisfiable);

    private static ByteRange Unite(ReadOnlySpan<RangeSpecifier> specifiers, long? size)
    {
        Span<ByteInterval> intervals = stackalloc ByteInterval[RangeSpecifiers.MaxCount];
        var count = 0;
        foreach (var specifier in specifiers)
        {
            var interval = specifier.ToInterval(size ?? long.MaxValue);
            if (interval.Length > 0)
            {
                intervals[count++] = interval;
            }
        }

        return count > 0 ? new ByteRange(Kind.Several, several: ByteInterval.Unite(intervals[..count]).ToArray())
            : size is null ? Whole
            : new ByteRange(Kind.Unsatisfiable);
    }
}
