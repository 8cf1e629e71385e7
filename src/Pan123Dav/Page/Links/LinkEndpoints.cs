using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Page.Links;

/// <summary>
/// Addresses of files to hand on, as text and as a QR code: signed, so that they need no sign-in, in their user's name and budget, and good for some hours.
/// Making one costs nothing.
/// </summary>
internal sealed class LinkEndpoints(SignedPathUrls urls, IOptionsMonitor<PageOptions> options, TimeProvider timeProvider)
{
    /// <summary>Answers <c>{"url":"…","hours":12}</c> for <c>?path=/from/the/drive's/root</c>.</summary>
    public async Task GetLinkAsync(HttpContext context)
    {
        var url = await CreateAsync(context);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("url"u8, url);
            writer.WriteNumber("hours"u8, options.CurrentValue.TicketLifetime.TotalHours);
            writer.WriteEndObject();
        }

        await WriteAsync(context.Response, MediaTypeNames.Application.Json, json.ToArray());
    }

    /// <summary>Answers with a picture of the same address.</summary>
    public async Task GetCodeAsync(HttpContext context)
    {
        var url = await CreateAsync(context);
        var code = QrCode.Create(Encoding.UTF8.GetBytes(url))
            ?? throw new DavException(StatusCodes.Status404NotFound, "The address is too long for a QR code: copy it instead.");
        await WriteAsync(context.Response, "image/svg+xml", Encoding.ASCII.GetBytes(QrSvg.Write(code)));
    }

    private static async Task WriteAsync(HttpResponse response, string contentType, byte[] body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body);
        }
    }

    private async Task<string> CreateAsync(HttpContext context)
    {
        var user = GatewayPrincipal.GetName(context);
        if (user is null
            || context.Request.Query["path"].ToString() is not { Length: > 0 } text
            || !StoragePath.TryParse(text, out var path)
            || await GatewayPrincipal.GetStorage(context).FindAsync(path, context.RequestAborted) is not { IsCollection: false })
        {
            throw DavException.NotFound();
        }

        return urls.Create(urls.GetAddress(context.Request), user, path, timeProvider.GetUtcNow() + options.CurrentValue.TicketLifetime);
    }
}
