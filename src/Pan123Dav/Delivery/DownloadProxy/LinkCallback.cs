using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>
/// Middleware for the one call that a download proxy makes back, <c>POST /api/fs/link</c>, answered as AList answers it: status 200 with a code of its
/// own inside. Whoever brings a mount's token gets links to those of that mount's files that a user ordered and paid for, nobody else gets anything;
/// an address that brings wrong tokens is refused like one that guesses passwords. While no mount has a download proxy there is no such address.
/// </summary>
internal sealed class LinkCallback(
    RequestDelegate next, IMountTableProvider mountTable, IUserDirectoryProvider users, ILinkBudget budget, LinkOrders orders, LinkTickets tickets,
    SignInThrottle throttle, ApiTokens tokens, ILogger<LinkCallback> logger)
{
    private const string Path = "/api/fs/link";
    private const int MaxBytes = 64 * 1024;

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase)
        && mountTable.Mounts.Mounts.Any(mount => mount.Options is DeliveredMount { HasDownloadProxy: true })
        && !IsOfSomebodyElse(context.Request.Headers.Authorization)
            ? AnswerAsync(context)
            : next(context);

    // A user's credentials are no wrong token of a proxy's, and none at all are no guess; what these are told stands elsewhere.
    private bool IsOfSomebodyElse(StringValues authorization) => authorization is not [{ } value]
        ? authorization.Count == 0
        : value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || tokens.TryRecognise(value, out _);

    private async Task AnswerAsync(HttpContext context)
    {
        // The file's mount is known only after its path, and a stranger must not learn from it whether there is such a file.
        var mounts = mountTable.Mounts;
        var address = context.Connection.RemoteIpAddress;
        if (throttle.GetDelay(address) is { Ticks: > 0 } delay)
        {
            await RefuseAsync(context.Response, delay);
            return;
        }

        var given = SHA256.HashData(Encoding.Latin1.GetBytes(context.Request.Headers.Authorization.ToString()));
        if (!mounts.Mounts.Aggregate(false, (matches, mount) => matches | Matches(mount.Options, given)))
        {
            if (!TryCount(address, out var wait))
            {
                await RefuseAsync(context.Response, wait);
                return;
            }

            Log.CallbackRefused(logger, address);
            await AListLinkResponse.FailAsync(context.Response, 401, "the token is not the configured one");
            return;
        }

        if (await ReadPathAsync(context) is not { } path)
        {
            await AListLinkResponse.FailAsync(context.Response, 400, "the body must be JSON with the path of a file");
            return;
        }

        if (!await orders.ContainsAsync(GetUsers(path), path))
        {
            // The same for a file that is there and for one that is not.
            Log.CallbackUnordered(logger, path);
            await AListLinkResponse.FailAsync(context.Response, 404, "nobody ordered such a file");
            return;
        }

        try
        {
            var entry = await mounts.FindAsync(path, context.RequestAborted);
            if (entry is not { IsCollection: false } file || file.Mount is not { } options || !Matches(options, given))
            {
                await AListLinkResponse.FailAsync(context.Response, 404, "there is no such file");
                return;
            }

            var link = await file.CreateLinkAsync(default, context.RequestAborted);
            if (link.Authorization is not null)
            {
                await AListLinkResponse.FailAsync(context.Response, 500, "the storage serves this file itself, by a password that stays with the gateway");
                return;
            }

            if (options is { MakesDirectLinks: true, Remote: not null })
            {
                budget.SetDirectLink(path, link.Location);
            }

            await AListLinkResponse.WriteAsync(context.Response, tickets.AddOwn(link, file));
        }
        catch (StorageException e)
        {
            Log.CallbackFailed(logger, path, e.Message);
            await AListLinkResponse.FailAsync(context.Response, 500, "the storage behind this file failed");
        }
    }

    // Who was removed since, or may not see it any more, has ordered nothing.
    private List<string> GetUsers(StoragePath path)
    {
        var directory = users.Users;
        return [.. directory.Names.Where(name => (directory.Find(name)?.Storage as IPathRules)?.Allows(path) != false)];
    }

    private bool TryCount(IPAddress? address, out TimeSpan wait)
    {
        try
        {
            throttle.Begin(address, name: null).Fail();
            wait = default;
            return true;
        }
        catch (SignInThrottledException e)
        {
            wait = e.Delay;
            return false;
        }
    }

    private static Task RefuseAsync(HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return AListLinkResponse.FailAsync(response, StatusCodes.Status429TooManyRequests, "there were too many wrong tokens or passwords from this address");
    }

    private static bool Matches(MountOptions options, byte[] given) =>
        options is DeliveredMount { HasDownloadProxy: true } mount
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(mount.DownloadProxyToken)), given);

    private static async ValueTask<StoragePath?> ReadPathAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return body.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
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
