using Microsoft.OpenApi;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Authentication;
using Pan123Dav.Http;

namespace Pan123Dav.Admin;

/// <summary>Addresses of the API for administrators. To everybody else who is signed in they look like any that does not exist.</summary>
internal static class AdministrationGroup
{
    private const string ProblemType = "application/problem+json";

    /// <summary>A group below <c>/api/v1</c>, whose handlers refuse by <see cref="ApiProblem"/>, and whose answers nobody keeps.</summary>
    /// <param name="endpoints">The gateway's.</param>
    /// <param name="isAllowedToo">Whether a request of nobody with <c>Admin</c> is answered all the same.</param>
    public static RouteGroupBuilder MapAdministration(this IEndpointRouteBuilder endpoints, Func<HttpContext, bool>? isAllowedToo = null)
    {
        var problems = endpoints.ServiceProvider.GetRequiredService<ProblemWriter>();
        var api = endpoints.MapGroup(IApiErrorBody.Path);

        // An endpoint filter would need code made at run time for the addresses that are no route handlers.
        ((IEndpointConventionBuilder)api).Add(endpoint =>
        {
            var answer = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => GatewayPrincipal.IsAdmin(context) || isAllowedToo?.Invoke(context) == true
                ? AnswerAsync(context, answer, problems)
                : throw DavException.NotFound();
        });
        return api;
    }

    /// <summary>Says which refusals an address answers with, beside 401 and 404.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (ReadOnlySpan<int>)[StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound, .. statuses])
        {
            endpoint.Produces<ProblemBody>(status, ProblemType);
        }

        return endpoint;
    }

    /// <summary>Describes the body that an address reads. The framework's own <c>Accepts</c> would also send requests of another type elsewhere.</summary>
    public static RouteHandlerBuilder Reads<TBody>(this RouteHandlerBuilder endpoint, string type) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [type] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(TBody), null, cancellationToken) },
            },
        });

    private static async Task AnswerAsync(HttpContext context, RequestDelegate answer, ProblemWriter problems)
    {
        try
        {
            // Browsers also send a password that they remember along with what a page of another site wants to change.
            if (!HttpMethods.IsGet(context.Request.Method) && OriginHeader.IsForeign(context.Request))
            {
                throw new ApiProblem(StatusCodes.Status403Forbidden, "foreign-origin", static text => text.ForeignOrigin);
            }

            // What says otherwise does so by itself.
            context.Response.Headers.CacheControl = "no-store";
            await answer(context);

            // The framework's own answer to a number that is none has no body.
            if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null })
            {
                throw new ApiProblem(StatusCodes.Status400BadRequest, "query", static text => text.WrongQuery);
            }
        }
        catch (ApiProblem problem) when (!context.Response.HasStarted)
        {
            await problems.WriteAsync(context.Response, problem);
        }
    }
}
