using Microsoft.Extensions.Options;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin.Trees;

/// <summary><c>/api/v1/trees</c>: the tree texts, to read, to check and to write.</summary>
internal static class TreesApi
{
    private const string Text = "text/plain";
    private const string Tag = "Trees";

    public static void AddTreesApi(this IServiceCollection services)
    {
        services.AddSingleton<TreeVersions>().AddSingleton<TreeTexts>().AddSingleton<TreeChecks>().AddSingleton<TreeReports>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(TreesJson.Default));
    }

    public static void MapTreesApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapAdministration().WithTags(Tag);
        api.MapGet("/trees", ListAsync)
            .WithName("GetTrees")
            .WithSummary("The mounts that show a tree text, and what is wrong with it.")
            .Produces<TreesReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapGet("/trees/{index:int}", Read)
            .WithName("GetTree")
            .WithSummary("A tree text as it stands in its file, with its ETag.")
            .Produces<string>(StatusCodes.Status200OK, Text)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable);
        api.MapPut("/trees/{index:int}", WriteAsync)
            .WithName("PutTree")
            .WithSummary("Replaces a tree text, and shows it at once. The one before is kept.")
            .WithDescription("UTF-8, as it is to stand in the file. "
                + "If-Match with the ETag of the text that was read keeps somebody else's change from being lost: 412. "
                + "A text with errors is 422 with diagnostics and changes nothing; what cannot be written here is 409 with the reason.")
            .Reads<string>(Text)
            .Produces<TreeSaved>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(
                StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/trees/{index:int}/versions", ListVersions)
            .WithName("GetTreeVersions")
            .WithSummary("The last ten texts that were replaced here. To go back to one, put it.")
            .Produces<TreeVersionsReport>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems();
        api.MapGet("/trees/{index:int}/versions/{id}", ReadVersion)
            .WithName("GetTreeVersion")
            .WithSummary("A text that was replaced.")
            .Produces<string>(StatusCodes.Status200OK, Text)
            .ProducesProblems(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/trees/check", CheckAsync)
            .WithName("CheckTree")
            .WithSummary("What would become of a text. Writes nothing.")
            .WithDescription("index names the mount that the text is for, which decides what names it may have. "
                + "When too many texts are checked at the same time: 429.")
            .Reads<string>(Text)
            .Produces<TreeChecked>(StatusCodes.Status200OK, JsonAnswer.MediaType)
            .ProducesProblems(
                StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ListAsync(HttpContext context, TreeReports reports, CancellationToken cancellationToken) =>
        JsonAnswer.Create(await reports.ListAsync(context.Request, cancellationToken), TreesJson.Readable.TreesReport);

    private static IResult Read(int index, HttpContext context, TreeTexts texts)
    {
        var bytes = texts.Get(index).Read();
        var tag = TextTag.Create(bytes);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ETag = tag;
        return TextTag.IsKnown(context.Request.Headers.IfNoneMatch, tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, $"{Text}; charset=utf-8");
    }

    private static async Task<IResult> WriteAsync(
        int index, HttpContext context, TreeTexts texts, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken)
    {
        CheckType(context.Request);
        texts.Get(index);
        var content = await RequestBody.ReadAsync(context.Request, TreeText.MaxBytes);
        var (tag, result, isApplied) = await texts.WriteAsync(index, content, context.Request.Headers.IfMatch, cancellationToken);
        context.Response.Headers.ETag = tag;
        return JsonAnswer.Create(new TreeSaved
        {
            Etag = tag,
            Bytes = content.Length,
            Files = result.Files,
            Folders = result.Collections,
            Applied = isApplied,
            Errors = 0,
            Warnings = result.Diagnostics.Count,
            Diagnostics = DiagnosticEntry.Translate(TreeDiagnostics.First(result.Diagnostics), ApiText.For(context.Request, options.CurrentValue)),
        }, TreesJson.Readable.TreeSaved);
    }

    private static IResult ListVersions(int index, HttpContext context, TreeTexts texts, TreeVersions versions) =>
        JsonAnswer.Create(new TreeVersionsReport { Versions = versions.GetAll(texts.Get(index).Place) }, TreesJson.Readable.TreeVersionsReport);

    private static IResult ReadVersion(int index, string id, HttpContext context, TreeTexts texts, TreeVersions versions)
    {
        var place = texts.Get(index).Place;
        try
        {
            var bytes = versions.Read(place, id) ?? throw ApiProblem.NotFound();
            context.Response.Headers.ETag = TextTag.Create(bytes);
            return Results.Bytes(bytes, $"{Text}; charset=utf-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, "unreadable", static text => text.Unreadable);
        }
    }

    private static async Task<IResult> CheckAsync(
        int? index, HttpContext context, TreeTexts texts, TreeChecks checks, IOptionsMonitor<ApiOptions> options, CancellationToken cancellationToken)
    {
        CheckType(context.Request);
        var storage = index is { } mount ? texts.Get(mount).Storage : null;
        var content = await RequestBody.ReadAsync(context.Request, TreeText.MaxBytes);
        var result = await checks.RunAsync(storage, content, cancellationToken);
        var diagnostics = DiagnosticEntry.Translate(result.Diagnostics, ApiText.For(context.Request, options.CurrentValue));
        return JsonAnswer.Create(result with { Diagnostics = diagnostics }, TreesJson.Readable.TreeChecked);
    }

    // curl calls whatever it sends a form, if it is not told otherwise.
    private static void CheckType(HttpRequest request) =>
        RequestBody.CheckType(request, static text => text.NotTextPlain, Text, "application/octet-stream", "application/x-www-form-urlencoded");
}
