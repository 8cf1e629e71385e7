using System.Net.Http.Headers;
using System.Text;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Media;

/// <summary>
/// <c>?m3u</c> of a file or folder: an extended M3U of its videos and sound, in the owner's order, not below the folder. The form that VLC, mpv,
/// PotPlayer, IINA and Kodi read: UTF-8, one absolute link a line, and <c>.m3u</c> rather than <c>.m3u8</c>, which Kodi takes for a stream.
/// </summary>
internal static class Playlist
{
    private const string Parameter = "m3u";
    private const string ContentType = "audio/x-mpegurl";

    /// <summary>Whether a playlist of the resource is asked for.</summary>
    public static bool IsWanted(HttpRequest request) => request.QueryString.HasValue && request.Query.ContainsKey(Parameter);

    /// <summary>Answers GET and HEAD.</summary>
    /// <param name="context">The request.</param>
    /// <param name="storage">What its user may see.</param>
    /// <param name="path">Where <paramref name="entry"/> stands.</param>
    /// <param name="entry">A file or folder.</param>
    /// <param name="links">In the user's name.</param>
    /// <param name="expires">When the links end, Unix seconds.</param>
    /// <exception cref="DavException">It is a file that is neither video nor sound.</exception>
    public static async Task WriteAsync(HttpContext context, IStorage storage, StoragePath path, StorageEntry entry, UserLinks links, long expires)
    {
        if (!entry.IsCollection && !IsPlayable(entry))
        {
            throw new DavException(StatusCodes.Status415UnsupportedMediaType, "This file is neither video nor sound, so there is no playlist of it.");
        }

        SetHeaders(context.Response, Encoding.UTF8.GetString(path.Name));
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        IEnumerable<StorageEntry> files = entry.IsCollection ? await storage.ListAsync(path, entry, context.RequestAborted) : [entry];
        var folder = entry.IsCollection ? path : path.Parent;
        using var body = new StreamingBody(context.Response);
        body.Write("#EXTM3U\n"u8);
        foreach (var file in files)
        {
            if (!IsPlayable(file))
            {
                continue;
            }

            body.Write("#EXTINF:-1,"u8);
            body.Write(file.Name);
            body.Write("\n"u8);
            links.Write(body, folder.Append(file.Name), expires);
            body.Write("\n"u8);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        await body.CompleteAsync();
    }

    private static bool IsPlayable(in StorageEntry entry) => !entry.IsCollection && MediaKinds.Get(entry.Name) is MediaKind.Video or MediaKind.Audio;

    private static void SetHeaders(HttpResponse response, string name)
    {
        response.ContentType = ContentType;
        response.Headers.XContentTypeOptions = "nosniff";

        // The links in it are as good as the user's sign-in.
        response.Headers.CacheControl = "private, no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileNameStar = (name.Length > 0 ? name : "Pan123Dav") + ".m3u"
        }.ToString();
    }
}
