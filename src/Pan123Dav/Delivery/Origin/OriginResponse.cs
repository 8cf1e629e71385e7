using System.Net;
using System.Net.Http.Headers;
using Pan123Dav.Http;

namespace Pan123Dav.Delivery.Origin;

/// <summary>Reads the head of a content host's answer against what the tree says of the file.</summary>
/// <param name="Verdict">What to make of it.</param>
/// <param name="Problem">Why it is no good; for the log, so nothing that came from outside.</param>
internal readonly record struct OriginResponse(OriginOutcome Verdict, string Problem = "")
{
    private const string AnotherLength = "the content host tells another length than is known";

    /// <summary>Of an answer that is good: how many bytes it must have; null when nobody knows.</summary>
    public long? Count { get; private init; }

    /// <summary>Of a part: its first byte.</summary>
    public long First { get; private init; }

    /// <summary>How long the whole file is; null when nobody knows.</summary>
    public long? Total { get; private init; }

    /// <summary>Whether the answer is bad for telling another length than the one that is known.</summary>
    public bool IsOfAnotherLength => ReferenceEquals(Problem, AnotherLength);

    public static OriginResponse Read(HttpResponseMessage response, ByteRange asked, long? length, bool mayBeHtml)
    {
        var headers = response.Content.Headers;
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new(OriginOutcome.Refused, "the content host refuses the link");
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return new(OriginOutcome.Missing, "the content host does not have it");
            case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect:
                return new(OriginOutcome.Moved);
            case HttpStatusCode.RequestedRangeNotSatisfiable when asked.IsOne && length is null:
                return new(OriginOutcome.OutOfRange) { Total = headers.ContentRange?.Length };
            case not (HttpStatusCode.OK or HttpStatusCode.PartialContent):
                return Bad($"the content host answered {(int)response.StatusCode}");
        }

        if (OriginFraming.FindProblem(response) is { } problem)
        {
            return Bad(problem);
        }

        var told = OriginFraming.GetLength(response);
        var answer = response.StatusCode == HttpStatusCode.OK ? ReadWhole(told, length) : ReadPart(headers.ContentRange, told, asked, length);

        // A page in place of the file, unless the length that the owner wrote says that it is the file.
        return answer.Verdict == OriginOutcome.Good && !mayBeHtml && IsHtml(headers.ContentType?.MediaType) && (length is null || answer.Count is null)
            ? Bad("the content host answered a page of HTML")
            : answer;
    }

    private static OriginResponse ReadWhole(long? told, long? length) =>
        told is not null && length is not null && told != length
            ? Bad(AnotherLength)
            : new(OriginOutcome.Good) { Count = told ?? length, Total = told ?? length };

    private static OriginResponse ReadPart(ContentRangeHeaderValue? range, long? told, ByteRange asked, long? length)
    {
        if (!asked.IsOne || range is not { HasRange: true } || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
        {
            return Bad("the content host answered a part that nobody asked for");
        }

        if (length is not null && range.Length is not null && range.Length != length)
        {
            return Bad(AnotherLength);
        }

        var (first, last, total) = (range.From!.Value, range.To!.Value, range.Length ?? length);
        if (last == long.MaxValue)
        {
            // No file ends there, and one byte more cannot be counted.
            return Bad("the content host tells a length that cannot be one");
        }

        var count = last - first + 1;
        return !asked.IsAnsweredBy(first, last, total) || (told ?? count) != count
            ? Bad("the content host answered another part than it was asked for")
            : new(OriginOutcome.Good) { First = first, Count = count, Total = total };
    }

    private static bool IsHtml(string? mediaType) =>
        mediaType is not null
            && (mediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)
                || mediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));

    private static OriginResponse Bad(string problem) => new(OriginOutcome.Bad, problem);
}
