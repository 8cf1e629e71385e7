using System.Text.Json.Serialization;
using Pan123Dav.Admin.Doctor;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Trees;
using Pan123Dav.Admin.Users;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary><c>/api/v1</c>, for administrators. To everybody else who is signed in its addresses look like any that does not exist.</summary>
internal static class ApiExtensions
{
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
        api.MapStatus();
        api.MapUsage();
        api.MapStreams();
        api.MapOpenApi("/openapi.json");
        endpoints.MapTreesApi();
        endpoints.MapUsersApi();
        endpoints.MapDoctorApi();
    }
}
