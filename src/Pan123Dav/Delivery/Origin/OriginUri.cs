using Pan123Dav.Storage;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Delivery.Origin;

/// <summary>Addresses at content hosts, kept as they are written: tidying up percent signs and dots would break a signature.</summary>
internal static class OriginUri
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The most redirects that are followed for one file.</summary>
    public const int MaxRedirects = 5;

    /// <summary>A link that a storage made: absolute, ASCII, without fragment.</summary>
    public static Uri Create(SignedLink link) => new(link.Location, AsWritten);

    /// <summary>Where a redirect leads, or null when that is no http or https address.</summary>
    public static Uri? FromRedirect(Uri from, HttpResponseMessage response)
    {
        if (LocationHeader.Read(response) is not { } location)
        {
            return null;
        }

        location = location.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? location[..hash] : location;
        var isPlain = !location.AsSpan().ContainsAnyExceptInRange('!', '~');
        var isFound = isPlain
            && (location.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            ? Uri.TryCreate(location, AsWritten, out var uri)
            : Uri.TryCreate(new Uri(from.OriginalString), location, out uri);
        return isFound && (uri!.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 ? uri : null;
    }
}
