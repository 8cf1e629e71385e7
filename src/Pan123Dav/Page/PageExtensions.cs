using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Http;
using Pan123Dav.Page.Links;

namespace Pan123Dav.Page;

/// <summary>What people see of the gateway.</summary>
internal static class PageExtensions
{
    public static IServiceCollection AddPage(this IServiceCollection services) => services
        .AddSingleton<UiAssets>()
        .AddSingleton<HtmlShell>()
        .AddSingleton<TreeSearch>()
        .AddSingleton<RemainingTraffic>()
        .AddSingleton<SignInPage>()
        .AddSingleton<AdminPage>()
        .AddSingleton<LinkEndpoints>()
        .AddSingleton<ICollectionPage, CollectionPage>()
        .AddSingleton<IErrorMessages, ErrorMessages>()
        .AddSingleton<IErrorPage, ErrorPage>();

    /// <summary>People who type only the host find the drive, and so do those whose window still has the page that set this gateway up.</summary>
    public static void UseWayToDrive(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptionsMonitor<PageOptions>>();
        var wasSetUp = app.ApplicationServices.GetService<SetupPageServed>() is not null;
        app.Use((context, next) =>
        {
            var request = context.Request;
            var isSetup = wasSetUp && IsOfSetupPage(request);
            if (!isSetup && (request.Path != "/" || !BrowserNavigation.Is(request) || options.CurrentValue.PathBase.IsRoot || request.QueryString.HasValue))
            {
                return next(context);
            }

            context.Response.StatusCode = isSetup ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
            context.Response.Headers.Location = request.PathBase.ToUriComponent() + options.CurrentValue.DriveHref;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.Vary = "Accept";
            return Task.CompletedTask;
        });
    }

    // Sent again by a reload, or from a second window: the gateway that serves knows no setup any more.
    private static bool IsOfSetupPage(HttpRequest request) => request.Path == "/setup"
        && (BrowserNavigation.Is(request) || (HttpMethods.IsPost(request.Method) && BrowserNavigation.TakesHtml(request.Headers)));

    public static void MapPage(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var (assets, signIn) = (services.GetRequiredService<UiAssets>(), services.GetRequiredService<SignInPage>());
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        var links = services.GetRequiredService<LinkEndpoints>();
        endpoints.MapMethods(AdminPage.Path, read, (RequestDelegate)services.GetRequiredService<AdminPage>().ShowAsync);
        endpoints.MapMethods(UiAssets.Path + "link", read, (RequestDelegate)links.GetLinkAsync);
        endpoints.MapMethods(UiAssets.Path + "qr.svg", read, (RequestDelegate)links.GetCodeAsync);
        endpoints.MapMethods(UiAssets.Path + "{name}", read, (RequestDelegate)(async context =>
        {
            if (!await assets.TryWriteAsync(context, (string)context.Request.RouteValues["name"]!))
            {
                throw DavException.NotFound();
            }
        })).AllowAnonymous();
        endpoints.MapMethods(SignInAddress.Path, read, (RequestDelegate)signIn.ShowAsync).AllowAnonymous();
        endpoints.MapMethods(SignInAddress.Path, [HttpMethods.Post], (RequestDelegate)signIn.SignInAsync).AllowAnonymous();
        endpoints.MapMethods(SignOutForm.Path, [HttpMethods.Post], (RequestDelegate)signIn.SignOutAsync).AllowAnonymous();
    }
}

/// <summary>A service that is there where this process had the setup page at the same address before.</summary>
internal sealed class SetupPageServed;
