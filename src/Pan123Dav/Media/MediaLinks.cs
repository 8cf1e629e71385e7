using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Media;

/// <summary>Signed links for whoever sends a request, with the address that clients reach the gateway under.</summary>
internal sealed class MediaLinks(ApiTokens tokens, SignedPathUrls urls, IOptionsMonitor<SignedLinkOptions> options, TimeProvider time)
{
    /// <summary>Links in the name of the user who sent <paramref name="context"/>'s request.</summary>
    public UserLinks Create(HttpContext context) =>
        new(urls.GetAddress(context.Request), tokens.Get(GatewayPrincipal.GetName(context)!));

    /// <summary>Answers a request for a playlist; false when the request is for something else.</summary>
    public async ValueTask<bool> TryWritePlaylistAsync(HttpContext context, IStorage storage, StoragePath path, StorageEntry entry)
    {
        if (!Playlist.IsWanted(context.Request))
        {
            return false;
        }

        var expires = (time.GetUtcNow() + options.CurrentValue.TicketLifetime).ToUnixTimeSeconds();
        await Playlist.WriteAsync(context, storage, path, entry, Create(context), expires);
        return true;
    }
}
