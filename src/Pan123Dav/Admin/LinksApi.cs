using System.Globalization;
using Pan123Dav.Http;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/links</c>: live links, and their end. For administrators, and for the owner's own commands.</summary>
internal static class LinksApi
{
    private const string Tag = "Links";

    public static void MapLinksApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapAdministration(OwnerRequirement.IsOwner).RequireAuthorization(OwnerRequirement.Policy);
        api.MapGet("/links", List)
            .WithName("GetLinks")
            .WithTags(Tag)
            .WithSummary("Links that have not expired, with who used them.")
            .Produces<LiveLinksReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapDelete("/links/{number}", StopAsync)
            .WithName("StopLink")
            .WithTags(Tag)
            .WithSummary("Ends a link: 123 does not serve it from the next request on.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(StatusCodes.Status403Forbidden);
        api.MapDelete("/links", StopAllAsync)
            .WithName("StopLinksOfUser")
            .WithTags(Tag)
            .WithSummary("Ends all links of a user that were made until now.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden);
    }

    private static IResult List(LinkControl links) =>
        JsonAnswer.Create(new LiveLinksReport { Links = [.. links.List().Select(LiveLinkEntry.From)] }, ApiJson.Readable.LiveLinksReport);

    private static async Task<IResult> StopAsync(string number, LinkControl links) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && await links.TryStopAsync(parsed)
            ? Results.NoContent()
            : throw DavException.NotFound();

    private static async Task<IResult> StopAllAsync(string? user, LinkControl links) =>
        string.IsNullOrEmpty(user) ? throw new DavException(StatusCodes.Status400BadRequest, "Name a user, as in ?user=NAME, or a link's number.")
        : await links.TryStopAllAsync(user) ? Results.NoContent()
        : throw DavException.NotFound();
}
