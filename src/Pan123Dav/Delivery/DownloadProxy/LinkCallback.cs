using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Budgets;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>
/// Middleware for the one call that a download proxy makes back, <c>POST /api/fs/link</c>, answered as AList answers it: status 200 with a code of its own inside.
/// Whoever brings a mount's token gets links to that mount's files, nobody else gets anything; while no mount has a download proxy there is no such address.
/// </summary>
internal sealed class LinkCallback(RequestDelegate next, CurrentState state, ILinkBudget budget, ILogger<LinkCallback> logger)
{
    private const string Path = "/api/fs/link";
    private const int MostBytes = 64 * 1024;

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase)
        && state.Value.Mounts.Mounts.Any(mount => mount.Options.HasDownloadProxy)
            ? AnswerAsync(context)
            : next(context);

    private async Task AnswerAsync(HttpContext context)
    {
        // The file's mount is known only after its path, and a stranger must not learn from it whether there is such a file.
        var mounts = state.Value.Mounts;
        var given = SHA256.HashData(Encoding.Latin1.GetBytes(context.Request.Headers.Authorization.ToString()));
        if (!mounts.Mounts.Aggregate(false, (matches, mount) => matches | Matches(mount.Options, given)))
        {
            Log.CallbackRefused(logger);
            await FsLinkAnswer.FailAsync(context.Response, 401, "the token is not the configured one");
            return;
        }

        if (await ReadPathAsync(context) is not { } path)
        {
            await FsLinkAnswer.FailAsync(context.Response, 400, "the body must be JSON with the path of a file");
            return;
        }

        try
        {
            var entry = await mounts.FindAsync(path, context.RequestAborted);
            if (entry is not { IsCollection: false } file || file.Mount is not { } options || !Matches(options, given))
            {
                await FsLinkAnswer.FailAsync(context.Response, 404, "there is no such file");
                return;
            }

            var link = await mounts.CreateLinkAsync(file, default, context.RequestAborted);
            if (options is { MakesDirectLinks: true, Remote: not null })
            {
                budget.Identify(path, link.Location);
            }

            await FsLinkAnswer.WriteAsync(context.Response, link);
        }
        catch (StorageException e)
        {
            Log.CallbackFailed(logger, path, e);
            await FsLinkAnswer.FailAsync(context.Response, 500, "the storage behind this file failed");
        }
    }

    private static bool Matches(MountOptions options, byte[] given) =>
        options.HasDownloadProxy && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(options.DownloadProxyToken)), given);

    private static async ValueTask<StoragePath?> ReadPathAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return body.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
                && StoragePath.TryParse(path.GetString()!, out var parsed)
                    ? parsed
                    : null;
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            // InvalidOperationException: a text with half a surrogate pair.
            return null;
        }
    }
}
