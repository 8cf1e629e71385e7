using System.ComponentModel;
using System.Globalization;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/streams</c>: files that are passed on, and their end.</summary>
internal static class StreamsApi
{
    private const string Tag = "Streams";

    public static void MapStreams(this RouteGroupBuilder api)
    {
        api.MapGet("/streams", List)
            .WithName("GetStreams")
            .WithTags(Tag)
            .WithSummary("Files that this gateway passes on at the moment.")
            .Produces<StreamsReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapDelete("/streams/{id}", Stop)
            .WithName("StopStream")
            .WithTags(Tag)
            .WithSummary("Breaks a file off, and refuses it to its user for a minute.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems();
    }

    private static IResult List(OpenStreams streams) =>
        JsonAnswer.Create(new StreamsReport { Streams = [.. streams.List().Select(StreamEntry.From)] }, ApiJson.Readable.StreamsReport);

    private static IResult Stop(string id, OpenStreams streams) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && streams.TryStop(parsed)
            ? Results.NoContent()
            : throw DavException.NotFound();
}

/// <summary>A file that is passed on, as it is told outside.</summary>
[Description("A file that is passed on to somebody.")]
internal sealed record StreamEntry
{
    [Description("Its number, by which it is stopped.")]
    public required long Id { get; init; }

    [Description("The user who reads it.")]
    public required string User { get; init; }

    [Description("Where it stands in the drive.")]
    public required string Path { get; init; }

    [Description("When it began.")]
    public required DateTimeOffset Started { get; init; }

    [Description("Bytes that were passed on until now.")]
    public required long Bytes { get; init; }

    public static StreamEntry From(OpenStream stream) => new()
    {
        Id = stream.Id,
        User = stream.User,
        Path = stream.Path.ToString(),
        Started = stream.Started,
        Bytes = stream.Bytes,
    };
}

/// <summary>What <c>/api/v1/streams</c> answers.</summary>
[Description("Files that are passed on, the newest first.")]
internal sealed record StreamsReport
{
    [Description("The files.")]
    public required IReadOnlyList<StreamEntry> Streams { get; init; }
}
