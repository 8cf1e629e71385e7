using System.Net;
using System.Text;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.WebDav;

/// <summary>Where a redirect leads.</summary>
internal static class RedirectTarget
{
    public static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>
    /// The absolute http or https address in ASCII that an answer from <paramref name="from"/> leads to, without fragment; null when there is none.
    /// </summary>
    public static Uri? Read(Uri from, HttpResponseMessage response)
    {
        if (LocationHeader.Read(response) is not { Length: > 0 } location)
        {
            return null;
        }

        if (!location.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !location.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            if (!Uri.TryCreate(from, location, out var resolved))
            {
                return null;
            }

            location = resolved.AbsoluteUri;
        }

        // A tree text would keep such an address in the same form.
        var reader = new OriginUrl();
        return reader.TryRead(Encoding.UTF8.GetBytes(location)) && Uri.TryCreate(Encoding.ASCII.GetString(reader.Ascii), UriKind.Absolute, out var uri)
            ? uri
            : null;
    }
}
