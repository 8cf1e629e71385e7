using Microsoft.AspNetCore.StaticFiles;

namespace Pan123Dav.Emulator.Serving;

/// <summary>The content type by the extension of the name.</summary>
internal static class EmulatedContentTypes
{
    private static readonly FileExtensionContentTypeProvider Known = new();

    public static string Get(string path)
    {
        var type = Known.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
    }
}
