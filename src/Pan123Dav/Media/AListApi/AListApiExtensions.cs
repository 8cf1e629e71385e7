using Pan123Dav.Budgets.RequestLimits;

namespace Pan123Dav.Media.AListApi;

/// <summary>AList's HTTP API, read-only, at the root of the host: for the tools that were written for AList and OpenList.</summary>
internal static class AListApiExtensions
{
    // As AList, which takes nearly all of them for nearly everything. OPTIONS stays everybody's.
    private static readonly string[] Any = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    // What writes, or is for an administrator of AList.
    private static readonly string[] Refused =
        ["/fs/{**rest}", "/admin/{**rest}", "/task/{**rest}", "/share/{**rest}", "/me/{**rest}", "/auth/{**rest}", "/authn/{**rest}"];

    public static IServiceCollection AddAListApi(this IServiceCollection services) => services
        .AddSingleton<AListAccount>()
        .AddSingleton<AListListing>()
        .AddSingleton<AListFile>();

    public static void MapAListApi(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var limits = services.GetRequiredService<UserRequestLimits>();
        var logger = services.GetRequiredService<ILogger<AListEndpoint>>();
        var account = services.GetRequiredService<AListAccount>();
        var listing = services.GetRequiredService<AListListing>();
        var file = services.GetRequiredService<AListFile>();
        endpoints.MapMethods("/ping", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)AListPublic.PingAsync).AllowAnonymous();
        var api = endpoints.MapGroup("/api");
        api.MapMethods("/public/settings", Any, (RequestDelegate)AListPublic.SettingsAsync).AllowAnonymous();
        api.MapMethods("/public/offline_download_tools", Any, (RequestDelegate)AListPublic.NothingAsync).AllowAnonymous();
        api.MapMethods("/public/archive_extensions", Any, (RequestDelegate)AListPublic.NothingAsync).AllowAnonymous();
        api.MapMethods("/auth/login", [HttpMethods.Post],
            (RequestDelegate)(context => AListFailures.CatchAsync(context, logger, () => account.LoginAsync(context)))).AllowAnonymous();
        api.MapMethods("/auth/login/{kind}", [HttpMethods.Post], (RequestDelegate)AListPublic.LoginByHashAsync).AllowAnonymous();
        api.MapMethods("/auth/logout", [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)(static context => AListResponse.WriteNullAsync(context.Response)))
            .AllowAnonymous();

        // The call of download proxies is answered before it comes here.
        api.MapMethods("/fs/link", Any, (RequestDelegate)(static context => AListPublic.RefuseAsync(context.Response))).AllowAnonymous();

        Map("/me", account.DescribeAsync);
        Map("/fs/list", listing.ListAsync);
        Map("/fs/dirs", listing.ListFoldersAsync);
        Map("/fs/get", file.GetAsync);
        Map("/fs/search", AListSearch.SearchAsync, isFreeRead: false);
        Map("/fs/other", static call => throw new AListException(StatusCodes.Status500InternalServerError, "not supported by the storage"));
        foreach (var pattern in Refused)
        {
            Map(pattern, static call => AListPublic.RefuseAsync(call.Context.Response));
        }

        void Map(string pattern, Func<AListCall, Task> answer, bool isFreeRead = true) => api
            .MapMethods(pattern, Any, (RequestDelegate)new AListEndpoint(answer, isFreeRead, limits, logger).InvokeAsync)
            .RequireAuthorization(AnybodyRequirement.Policy)
            .WithMetadata(OwnRequestLimit.Instance);
    }
}
