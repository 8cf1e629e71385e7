using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.SignedFiles;

/// <summary>The addresses <c>/d/{path}</c> and <c>/p/{path}</c>; the path is from the drive's root as its user sees it, whatever <c>PathBase</c> is.</summary>
internal static class SignedFilePath
{
    /// <summary>Name of the query parameter that holds the signature.</summary>
    public const string Parameter = "sign";

    /// <summary>The path behind the first segment, decoded once, in form C and with doubled slashes as one.</summary>
    /// <exception cref="DavException">It cannot be decoded, or leads upwards.</exception>
    public static StoragePath Get(HttpContext context)
    {
        var path = DavPath.From(context).Path;
        var slash = path.Utf8.IndexOf((byte)'/');
        return slash < 0 ? StoragePath.Root : StoragePath.FromJoined(path.Utf8[(slash + 1)..].ToArray());
    }

    /// <summary>The signature that a request came with; null when there is none, or an empty one, as some tools always append.</summary>
    public static string? GetSign(HttpRequest request)
    {
        if (request.QueryString.HasValue)
        {
            foreach (var sign in request.Query[Parameter])
            {
                if (!string.IsNullOrEmpty(sign))
                {
                    return sign;
                }
            }
        }

        return null;
    }
}
