using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;

namespace Pan123Dav.Admin.Users;

/// <summary><c>/api/v1/users</c> and <c>/api/v1/access</c>: who may sign in, and who sees what, in the settings file.</summary>
internal static class UsersApi
{
    private const int MaxBytes = 64 << 10;

    public static void AddUsersApi(this IServiceCollection services)
    {
        services.AddSingleton<SettingsEditor>().AddSingleton<UserSettings>().AddSingleton<AccessSettings>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(UsersJson.Default));
    }

    public static void MapUsersApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapAdministration().WithTags("Users");
        ReadOnlySpan<int> refusals =
        [
            StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed,
            StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
            StatusCodes.Status503ServiceUnavailable,
        ];
        api.MapGet("/users", List)
            .WithName("GetUsers")
            .WithSummary("Who may sign in, without any secret.")
            .Produces<UsersReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapPost("/users", AddAsync)
            .WithName("PostUser")
            .WithSummary("Adds a user, who can sign in when the answer is there.")
            .WithDescription("Only the hash of the password is kept, in the settings file. name and password are needed. "
                + "If-Match with the ETag of GET is honoured.")
            .Reads<UserInput>(JsonAnswer.MediaType)
            .Produces<UserEntry>(StatusCodes.Status201Created, JsonAnswer.MediaType)
            .ProducesProblems(refusals);
        api.MapPut("/users/{name}", ChangeAsync)
            .WithName("PutUser")
            .WithSummary("Changes a user. What is left out stays, and null takes it away.")
            .WithDescription("Who asks stays an administrator: 409 self. A new password ends the user's sessions.")
            .Reads<UserInput>(JsonAnswer.MediaType)
            .Produces<UserEntry>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(refusals);
        api.MapDelete("/users/{name}", RemoveAsync)
            .WithName("DeleteUser")
            .WithSummary("Removes a user. Nobody removes themselves, nor the last administrator, nor whom a rule names: 409.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(refusals);
        api.MapGet("/access", ListRules)
            .WithName("GetAccess")
            .WithSummary("Rules for subtrees: who may see them, and which names are hidden there.")
            .Produces<AccessReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapPut("/access", WriteRulesAsync)
            .WithName("PutAccess")
            .WithSummary("Replaces all rules for subtrees.")
            .Reads<AccessInput>(JsonAnswer.MediaType)
            .Produces<AccessReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(refusals);
    }

    private static IResult List(
        HttpContext context, UserSettings users, IConfiguration configuration, IOptionsMonitor<ApiOptions> options)
    {
        var (place, text) = (users.GetListPlace(), ApiText.For(context.Request, options.CurrentValue));
        context.Response.Headers.ETag = SettingsEditor.GetTag(place);
        return JsonAnswer.Create(new UsersReport
        {
            Users = [.. users.List().Select(user => user.ToEntry(configuration, GatewayPrincipal.GetName(context), text))],
            Writable = place.Problem is null,
            File = place.Name,
            Reason = place.Problem?.Detail(text),
            Code = place.Problem?.Code,
        }, UsersJson.Readable.UsersReport);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, UserSettings users, IConfiguration configuration, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken)
    {
        var request = UserRequest.Read(await ReadAsync(context.Request));
        await users.AddAsync(request, context.Request.Headers.IfMatch, cancellationToken);
        context.Response.Headers.Location = $"{context.Request.PathBase.ToUriComponent()}/api/v1/users/{Uri.EscapeDataString(request.Name!)}";
        return AnswerUser(context, users, request.Name!, configuration, options, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(
        string name, HttpContext context, UserSettings users, IConfiguration configuration, IOptionsMonitor<ApiOptions> options,
        CancellationToken cancellationToken)
    {
        var request = UserRequest.Read(await ReadAsync(context.Request));
        name = GetName(context, name);
        await users.ChangeAsync(name, request, GatewayPrincipal.GetName(context), context.Request.Headers.IfMatch, cancellationToken);
        return AnswerUser(context, users, name, configuration, options, StatusCodes.Status200OK);
    }

    private static async Task<IResult> RemoveAsync(string name, HttpContext context, UserSettings users, CancellationToken cancellationToken)
    {
        await users.RemoveAsync(GetName(context, name), GatewayPrincipal.GetName(context), context.Request.Headers.IfMatch, cancellationToken);
        return Results.NoContent();
    }

    private static IResult ListRules(HttpContext context, AccessSettings access, IOptionsMonitor<ApiOptions> options)
    {
        var (place, text) = (access.GetPlace(), ApiText.For(context.Request, options.CurrentValue));
        context.Response.Headers.ETag = SettingsEditor.GetTag(place);
        return JsonAnswer.Create(new AccessReport
        {
            Rules = access.List(),
            Writable = place.Problem is null,
            File = place.Name,
            Reason = place.Problem?.Detail(text),
            Code = place.Problem?.Code,
        }, UsersJson.Readable.AccessReport);
    }

    private static async Task<IResult> WriteRulesAsync(
        HttpContext context, AccessSettings access, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken)
    {
        var rules = AccessSettings.Read(await ReadAsync(context.Request));
        await access.WriteAsync(rules, context.Request.Headers.IfMatch, cancellationToken);
        return ListRules(context, access, options);
    }

    // The server leaves %2F as it is, and %252F then looks the same. A name with a slash is written by hand only.
    private static string GetName(HttpContext context, string name)
    {
        if (!name.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target[..(target.IndexOf('?') is var end and >= 0 ? end : target.Length)].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static Task<byte[]> ReadAsync(HttpRequest request)
    {
        RequestBody.CheckType(request, static text => text.NotJson, JsonAnswer.MediaType);
        return RequestBody.ReadAsync(request, MaxBytes);
    }

    private static IResult AnswerUser(
        HttpContext context, UserSettings users, string name, IConfiguration configuration, IOptionsMonitor<ApiOptions> options, int status)
    {
        // Somebody else may have removed the user right after.
        var user = users.List().FirstOrDefault(user => user.Options.Name == name) ?? throw ApiProblem.NotFound();
        context.Response.StatusCode = status;
        var entry = user.ToEntry(configuration, GatewayPrincipal.GetName(context), ApiText.For(context.Request, options.CurrentValue));
        return JsonAnswer.Create(entry, UsersJson.Readable.UserEntry);
    }
}
