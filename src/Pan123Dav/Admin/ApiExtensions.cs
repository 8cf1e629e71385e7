using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Authentication;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1</c>, for administrators. To everybody else who is signed in its addresses look like any that does not exist.</summary>
internal static class ApiExtensions
{
    private const string Json = "application/json";
    private const string Document = "v1";

    public static IServiceCollection AddGatewayApi(this IServiceCollection services) => services
        .AddSingleton<GatewayStatus>()
        .ConfigureHttpJsonOptions(options =>
        {
            // The document describes numbers as these options read them: as numbers, not also as texts.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        })
        .AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Pan123Dav";
            document.Info.Description = "Administration of the gateway. Every request is signed in as a user with Admin.";
            return Task.CompletedTask;
        }));

    public static void MapGatewayApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1");
        ((IEndpointConventionBuilder)api).Add(ForAdministratorsOnly);
        api.MapGet("/usage", GetUsageAsync)
            .WithName("GetUsage")
            .WithTags("Usage")
            .WithSummary("Links, bytes and refused links by day and user.")
            .WithDescription("Days are UTC and written as 2026-11-23, the last one included. Without dates: the last 30 days.")
            .Produces<UsageReport>(StatusCodes.Status200OK, Json)
            .Produces(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status401Unauthorized)
            .Produces(StatusCodes.Status404NotFound)
            .Produces(StatusCodes.Status503ServiceUnavailable);
        api.MapStatus();
        api.MapOpenApi("/openapi.json");
    }

    // An endpoint filter would need code made at run time for the addresses that are no route handlers.
    private static void ForAdministratorsOnly(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context => GatewayPrincipal.IsAdmin(context) ? answer(context) : throw DavException.NotFound();
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
