using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Http;
using Pan123Dav.Media;
using Pan123Dav.Media.Strm;
using Pan123Dav.Metadata;
using Pan123Dav.WebDav;

namespace Pan123Dav.Gateway;

/// <summary>What media servers and players are given beside the drive.</summary>
internal static class MediaExtensions
{
    private const string StrmPath = "/strm";

    public static IServiceCollection AddMedia(this IServiceCollection services) => services.AddSingleton<MediaLinks>().AddSingleton<StrmView>();

    /// <summary>The drive as <c>.strm</c> files. While it is off there is nothing at its address, and nothing is made for it.</summary>
    public static void MapStrm(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptionsMonitor<StrmOptions>>();
        var links = services.GetRequiredService<MediaLinks>();
        var view = new Lazy<StrmView>(services.GetRequiredService<StrmView>);
        endpoints.MapWebDav(
            new SnapshotOptionsMonitor<WebDavOptions>(services.GetRequiredService<GatewaySnapshotProvider>(), static snapshot => snapshot.StrmView),
            context =>
                options.CurrentValue.Enabled ? view.Value.Create(GatewayPrincipal.GetStorage(context), links.Create(context)) : throw DavException.NotFound(),
            services.GetRequiredService<IEntryMetadata>(),
            StrmPath);
    }
}
