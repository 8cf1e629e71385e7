using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1/usage</c> and <c>/api/v1/usage/files</c>: what was spent, by day and user, and the files that cost most.</summary>
internal static class UsageApi
{
    private const string Tag = "Usage";
    private const string Days = "Days are UTC and written as 2026-11-23, the last one included. Without dates: the last 30 days.";
    private const int MaxFiles = 20;

    public static void MapUsage(this RouteGroupBuilder api)
    {
        api.MapGet("/usage", GetAsync)
            .WithName("GetUsage")
            .WithTags(Tag)
            .WithSummary("Links, bytes, refused links and requests at 123 by day and user.")
            .WithDescription(Days)
            .Produces<UsageReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/usage/files", GetFilesAsync)
            .WithName("GetUsageOfFiles")
            .WithTags(Tag)
            .WithSummary("The twenty files whose links cost most bytes.")
            .WithDescription(Days)
            .Produces<FileUsageReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<IResult> GetAsync(string? from, string? to, UsageStore store, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        AnswerAsync(from, to, timeProvider, ApiJson.Readable.UsageReport, async period =>
            UsageReport.Create(period, await store.ReadAsync(period.From, period.To, cancellationToken)));

    private static Task<IResult> GetFilesAsync(string? from, string? to, UsageStore store, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        AnswerAsync(from, to, timeProvider, ApiJson.Readable.FileUsageReport, async period => new FileUsageReport
        {
            From = period.From,
            To = period.To,
            Files = [.. (await store.ReadLargestFilesAsync(period, MaxFiles, cancellationToken)).Select(FileUsageEntry.From)],
        });

    private static async Task<IResult> AnswerAsync<TReport>(
        string? from, string? to, TimeProvider timeProvider, JsonTypeInfo<TReport> json, Func<UsagePeriod, Task<TReport>> readAsync)
    {
        var (period, mistake) = UsagePeriod.Read(from, to, UsageLedger.GetDate(timeProvider.GetUtcNow()));
        if (mistake is not null)
        {
            throw new DavException(StatusCodes.Status400BadRequest, $"{mistake}.");
        }

        try
        {
            return JsonAnswer.Create(await readAsync(period), json);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DavException(StatusCodes.Status503ServiceUnavailable, "The usage cannot be read at the moment; the gateway's log says why.");
        }
    }
}
