using System.ComponentModel;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/usage/files</c>: the files that cost most.</summary>
internal static class UsageFilesApi
{
    private const string Json = "application/json";
    private const int MaxFiles = 20;

    public static void MapUsageFiles(this RouteGroupBuilder api) => api.MapGet("/usage/files", GetAsync)
        .WithName("GetUsageOfFiles")
        .WithTags("Usage")
        .WithSummary("The twenty files whose links cost most bytes.")
        .WithDescription("Days are UTC and written as 2026-11-23, the last one included. Without dates: the last 30 days.")
        .Produces<FileUsageReport>(StatusCodes.Status200OK, Json)
        .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> GetAsync(string? from, string? to, UsageStore store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var (period, mistake) = UsagePeriod.Read(from, to, UsageLedger.GetDate(timeProvider.GetUtcNow()));
        if (mistake is not null)
        {
            throw new DavException(StatusCodes.Status400BadRequest, $"{mistake}.");
        }

        try
        {
            var files = await store.ReadLargestFilesAsync(period, MaxFiles, cancellationToken);
            var report = new FileUsageReport { From = period.From, To = period.To, Files = [.. files.Select(FileUsageEntry.From)] };
            return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Readable.FileUsageReport), Json);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DavException(StatusCodes.Status503ServiceUnavailable, "The usage cannot be read at the moment; the gateway's log says why.");
        }
    }
}

/// <summary>What one file cost, as it is told outside.</summary>
[Description("What the links of one file cost.")]
internal sealed record FileUsageEntry
{
    [Description("Where the file stands in the drive; null for all files together that are not kept one by one.")]
    public required string? Path { get; init; }

    [Description("Links that were counted.")]
    public required long Links { get; init; }

    [Description("Bytes that these links were asked for.")]
    public required long Bytes { get; init; }

    public static FileUsageEntry From((string Path, UsageTotals Usage) file) =>
        new() { Path = file.Path == FileUsageRow.Overflow ? null : file.Path, Links = file.Usage.Links, Bytes = file.Usage.Bytes };
}

/// <summary>What <c>/api/v1/usage/files</c> answers.</summary>
[Description("The files that cost most, the most expensive first.")]
internal sealed record FileUsageReport
{
    [Description("The first UTC day.")]
    public required DateOnly From { get; init; }

    [Description("The last UTC day.")]
    public required DateOnly To { get; init; }

    [Description("The files.")]
    public required IReadOnlyList<FileUsageEntry> Files { get; init; }
}
