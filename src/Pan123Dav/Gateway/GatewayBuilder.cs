using Microsoft.Extensions.Options;
using Pan123Dav.Admin;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.RequestLimits;
using Pan123Dav.Configuration;
using Pan123Dav.Data;
using Pan123Dav.Delivery;
using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Http;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Logging;
using Pan123Dav.Media;
using Pan123Dav.Media.AListApi;
using Pan123Dav.Media.SignedFiles;
using Pan123Dav.Metadata;
using Pan123Dav.Network;
using Pan123Dav.Page;
using Pan123Dav.Shared;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Tokens;
using Pan123Dav.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>The gateway as one ordered list of services and one of middleware: the only place that knows their order.</summary>
internal static class GatewayBuilder
{
    // Those who run containers kill after ten seconds, and a download that goes on for an hour must not cost the usage that is still to be written.
    private static readonly TimeSpan MaxWaitingForRequests = TimeSpan.FromSeconds(5);

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.Logging.AddGatewayLogging(LoggingOptions.From(builder.Configuration));
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;

            // What is wrong there is told with all other mistakes, and ends the start.
            KestrelLimits.Apply(context.Configuration, kestrel.Limits, new ConfigurationErrors());
        });
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = MaxWaitingForRequests);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGatewaySnapshot();
        builder.Services.AddSingleton<DataDirectory>();
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<GatewayDatabase>();
        builder.Services.AddSingleton<ITokenStore, TokenStore>();
        builder.Services.AddSingleton(new ApiRates());
        builder.Services.AddSingleton<IStorageHttpClients, StorageClients>();
        builder.Services.AddKnownProxies();
        builder.WebHost.ConfigureKestrel(KestrelProtocol.Configure);
        builder.Services.AddGatewayAuthentication();
        builder.Services.AddApiTokens();
        builder.Services.AddGatewayMetrics();
        builder.Services.AddOpenTelemetryExport(builder.Configuration);
        builder.Services.AddBudgets();
        builder.Services.AddRemoteAuthentication();
        builder.Services.AddDelivery();
        builder.Services.AddMetadata();
        builder.Services.AddMedia();
        builder.Services.AddGatewayHealth();
        builder.Services.AddGatewayApi();
        builder.Services.AddPage();
        builder.Services.AddAListApi();
        if (SharedOptions.IsConfigured(builder.Configuration))
        {
            builder.Services.AddShared();
        }
    }

    public static void UseGateway(this WebApplication app)
    {
        var webDav = app.Services.GetRequiredService<IOptionsMonitor<WebDavOptions>>();
        var limits = app.Services.GetRequiredService<UserRequestLimits>();

        app.UseRemoteAuthentication();
        app.UseKnownProxies();
        app.UseRequestLog();
        app.UseMiddleware<DavExceptionHandler>();
        app.UseMiddleware<LinkCallback>();
        app.UseWayToDrive();
        app.UseRouting();
        app.UseGatewayAuthentication(next => limits.Guard(next, GatewayPrincipal.GetName), app.Services.CreateSignedFileMiddleware);
        var endpoints = app.MapAuthenticatedGroup();
        endpoints.MapGatewayHealth();
        endpoints.MapGatewayMetrics();
        endpoints.MapGatewayApi();
        endpoints.MapAListApi();
        endpoints.MapSignedFiles();
        endpoints.MapPage();
        endpoints.MapLinksApi();
        endpoints.MapStrm();
        endpoints.MapWebDav(
            webDav, GatewayPrincipal.GetStorage, app.Services.GetRequiredService<IEntryMetadata>(),
            other: app.Services.GetRequiredService<MediaLinks>().TryWritePlaylistAsync);
    }
}
