using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>What the protocol layer is told by its host.</summary>
internal sealed record WebDavOptions
{
    /// <summary>Where the drive lives; the root serves it at <c>/</c>.</summary>
    public StoragePath PathBase { get; init; }

    /// <summary>The time shown for a resource whose time nobody knows.</summary>
    public DateTime UnknownModified { get; init; } = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The most members a PROPFIND of infinite depth answers with.</summary>
    public int MaxInfiniteDepthMembers { get; init; } = 10_000;
}

/// <summary>Section <c>Pan123Dav:PropFind</c>.</summary>
internal sealed record PropFindOptions
{
    /// <summary>
    /// How many members an answer to <c>Depth: infinity</c> may have; larger ones are refused with <c>propfind-finite-depth</c> (RFC 4918, 9.1.1).
    /// </summary>
    public int MaxInfiniteDepthMembers { get; init; } = 10_000;

    public static PropFindOptions Read(SectionReader reader) => new()
    {
        MaxInfiniteDepthMembers = (int)reader.Integer(nameof(MaxInfiniteDepthMembers), 10_000, 0, int.MaxValue),
    };
}
