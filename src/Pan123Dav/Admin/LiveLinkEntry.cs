using System.ComponentModel;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Admin;

/// <summary>One live link, as it is told outside: never the link itself.</summary>
[Description("A link that has not expired.")]
internal sealed record LiveLinkEntry
{
    [Description("Its number, by which it is stopped.")]
    public required long Number { get; init; }

    [Description("The user it was made for.")]
    public required string User { get; init; }

    [Description("Where its file stands in the drive.")]
    public required string Path { get; init; }

    [Description("When it was made.")]
    public required DateTimeOffset Made { get; init; }

    [Description("When it expires.")]
    public required DateTimeOffset Expires { get; init; }

    [Description("How many addresses have used it.")]
    public required int Addresses { get; init; }

    [Description("How often 123 was told to serve it.")]
    public required long Requests { get; init; }

    [Description("How often 123 was told not to.")]
    public required long Refused { get; init; }

    public static LiveLinkEntry From(LiveLink link) => new()
    {
        Number = link.Number,
        User = link.User ?? "",
        Path = link.Path.ToString(),
        Made = LinkNumbers.GetMade(link.Number),
        Expires = DateTimeOffset.FromUnixTimeSeconds(link.Expires),
        Addresses = link.Addresses,
        Requests = link.Requests,
        Refused = link.Refused,
    };
}

/// <summary>What <c>/api/v1/links</c> answers.</summary>
[Description("The live links, the newest first.")]
internal sealed record LiveLinksReport
{
    [Description("The links; none without remote authentication.")]
    public required IReadOnlyList<LiveLinkEntry> Links { get; init; }
}
