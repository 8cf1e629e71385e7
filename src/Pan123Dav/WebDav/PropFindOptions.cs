using Pan123Dav.Configuration;

namespace Pan123Dav.WebDav;

/// <summary>Section <c>Pan123Dav:PropFind</c>.</summary>
internal sealed record PropFindOptions
{
    /// <summary>How many members an answer to <c>Depth: infinity</c> may have; larger ones are refused with <c>propfind-finite-depth</c> (RFC 4918, 9.1.1).</summary>
    public int MaxInfiniteDepthMembers { get; init; } = 10_000;

    public static PropFindOptions Read(SectionReader reader) => new()
    {
        MaxInfiniteDepthMembers = (int)reader.Integer(nameof(MaxInfiniteDepthMembers), 10_000, 0, int.MaxValue),
    };
}
