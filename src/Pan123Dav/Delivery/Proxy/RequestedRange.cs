using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>The part of a file that a request asks for (RFC 9110 section 14.2). Several parts at once, or nonsense, mean the whole file.</summary>
/// <param name="First">The first byte; null counts <paramref name="Last"/> bytes from the end.</param>
/// <param name="Last">The last byte; null is the file's end.</param>
internal readonly record struct RequestedRange(long? First, long? Last)
{
    /// <summary>What a request asks for; null for all. An If-Range that does not hold asks for all (RFC 9110 section 13.1.5).</summary>
    public static RequestedRange? Of(IHeaderDictionary headers, in Representation file) =>
        headers.Range.Count == 1 && Holds(headers.IfRange.ToString(), file)
        && RangeHeaderValue.TryParse(headers.Range.ToString(), out var range) && range is { Ranges.Count: 1 } && range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
            ? new RequestedRange(range.Ranges.First().From, range.Ranges.First().To)
            : null;

    /// <summary>The same with both ends, for a file of this length; null when no byte of it is in the range.</summary>
    public RequestedRange? Within(long length) => this switch
    {
        (null, var count) => count > 0 && length > 0 ? new RequestedRange(Math.Max(0, length - count.Value), length - 1) : null,
        var (first, last) => first < length ? new RequestedRange(first, Math.Min(last ?? long.MaxValue, length - 1)) : null,
    };

    /// <summary>Whether a part from <paramref name="first"/> to <paramref name="last"/>, of a file as long as <paramref name="total"/> says, is what was asked for.</summary>
    public bool IsAnsweredBy(long first, long last, long? total) => total is { } length
        ? Within(length) == new RequestedRange(first, last)
        : first == First && (Last is null || last <= Last);

    /// <summary>As a header value.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}");

    // A weak or foreign tag never holds; a date only when it is the very one (section 13.1.5). Finder asks with a date.
    private static bool Holds(string ifRange, in Representation file) =>
        ifRange.Length == 0
        || (ifRange[0] == '"' ? ifRange == file.EntityTag : HeaderUtilities.TryParseDate(ifRange, out var date) && date.UtcDateTime == file.Modified);
}
