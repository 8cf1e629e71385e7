using Pan123Dav.Configuration;

namespace Pan123Dav.Links;

/// <summary>Section <c>Pan123Dav:Links</c>: signed <c>/d</c> links that people copy or play.</summary>
internal sealed record SignedLinkOptions
{
    private const int DefaultTicketHours = 12;
    private const int MaxTicketHours = 10 * 366 * 24;

    /// <summary>How long the links in playlists, and those that are copied, live.</summary>
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromHours(DefaultTicketHours);

    public static SignedLinkOptions Read(SectionReader reader) => new()
    {
        TicketLifetime = TimeSpan.FromHours(reader.Integer("TicketHours", DefaultTicketHours, 1, MaxTicketHours)),
    };
}
