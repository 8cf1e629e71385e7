using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Pan123Dav.Page;

/// <summary>
/// The script and the style of the pages: embedded, compressed when the program was built, and under names that change with their content, so that browsers
/// keep them for ever.
/// </summary>
internal sealed class UiAssets
{
    /// <summary>Where they are, below the prefix.</summary>
    public const string Path = "/ui/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public UiAssets()
    {
        var script = Load("page", "js", "text/javascript; charset=utf-8");
        var style = Load("page", "css", "text/css; charset=utf-8");
        var icon = Load("icon", "svg", "image/svg+xml");
        var adminScript = Load("admin", "js", "text/javascript; charset=utf-8");
        var adminStyle = Load("admin", "css", "text/css; charset=utf-8");
        (Script, Style, Icon) = (script.Name, style.Name, icon.Name);
        (AdminScript, AdminStyle) = (adminScript.Name, adminStyle.Name);
        _assets = new[] { script, style, icon, adminScript, adminStyle }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
    }

    /// <summary>The module's name.</summary>
    public string Script { get; }

    /// <summary>The style sheet's name.</summary>
    public string Style { get; }

    /// <summary>The icon's name.</summary>
    public string Icon { get; }

    /// <summary>The administration's module.</summary>
    public string AdminScript { get; }

    /// <summary>The administration's style sheet.</summary>
    public string AdminStyle { get; }

    /// <summary>Answers a GET or HEAD of one of them; false when there is no such name.</summary>
    public async Task<bool> TryWriteAsync(HttpContext context, string name)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return false;
        }

        var response = context.Response;
        response.ContentType = asset.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.XContentTypeOptions = "nosniff";
        var bytes = Choose(context.Request, response, asset);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }

        return true;
    }

    private static byte[] Choose(HttpRequest request, HttpResponse response, Asset asset)
    {
        var codings = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, bytes) in new[] { ("br", asset.Brotli), ("gzip", asset.Gzip) })
        {
            if (codings.Any(taken => taken.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && taken.Quality is not 0))
            {
                response.Headers.ContentEncoding = coding;
                return bytes;
            }
        }

        return asset.Plain.Value;
    }

    private static Asset Load(string name, string extension, string contentType)
    {
        var gzip = Read($"ui/{name}.{extension}.gz");
        var hash = Convert.ToHexStringLower(SHA256.HashData(gzip).AsSpan(0, 6));
        return new Asset($"{name}.{hash}.{extension}", contentType, Read($"ui/{name}.{extension}.br"), gzip, new Lazy<byte[]>(() => Decompress(gzip)));
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(UiAssets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} was not embedded when the program was built.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Decompress(byte[] gzip)
    {
        using var plain = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    private sealed record Asset(string Name, string ContentType, byte[] Brotli, byte[] Gzip, Lazy<byte[]> Plain);
}
