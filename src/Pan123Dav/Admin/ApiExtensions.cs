using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Admin.Doctor;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Trees;
using Pan123Dav.Admin.Users;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1</c>, for administrators. To everybody else who is signed in its addresses look like any that does not exist.</summary>
internal static class ApiExtensions
{
    private const string Json = "application/json";
    private const string Document = "v1";

    public static IServiceCollection AddGatewayApi(this IServiceCollection services)
    {
        services.AddSingleton<ProblemWriter>().AddSingleton<IApiErrorBody>(static provider => provider.GetRequiredService<ProblemWriter>());
        services.AddSingleton<GatewayStatus>().AddTreesApi();
        services.AddUsersApi();
        services.AddDoctorApi();
        return services.AddDocument();
    }

    private static IServiceCollection AddDocument(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(options =>
        {
            // The document describes numbers as these options read them: as numbers, not also as texts.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Add(ProblemJson.Default);
        })
        .AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Pan123Dav";
            document.Info.Description = "Administration of the gateway. Every request is signed in as a user with Admin.";
            return Task.CompletedTask;
        }));

    public static void MapGatewayApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapAdministration();
        api.MapGet("/usage", GetUsageAsync)
            .WithName("GetUsage")
            .WithTags("Usage")
            .WithSummary("Links, bytes, refused links and requests at 123 by day and user.")
            .WithDescription("Days are UTC and written as 2026-11-23, the last one included. Without dates: the last 30 days.")
            .Produces<UsageReport>(StatusCodes.Status200OK, Json)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
        api.MapStatus();
        api.MapUsageFiles();
        api.MapStreams();
        api.MapOpenApi("/openapi.json");
        endpoints.MapTreesApi();
        endpoints.MapUsersApi();
        endpoints.MapDoctorApi();
    }

    private static async Task<IResult> GetUsageAsync(string? from, string? to, UsageStore store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var (period, mistake) = UsagePeriod.Read(from, to, UsageLedger.GetDate(timeProvider.GetUtcNow()));
        if (mistake is not null)
        {
            throw new DavException(StatusCodes.Status400BadRequest, $"{mistake}.");
        }

        try
        {
            var rows = await store.ReadAsync(period.From, period.To, cancellationToken);
            return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(UsageReport.Create(period, rows), ApiJson.Readable.UsageReport), Json);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DavException(StatusCodes.Status503ServiceUnavailable, "The usage cannot be read at the moment; the gateway's log says why.");
        }
    }
}
