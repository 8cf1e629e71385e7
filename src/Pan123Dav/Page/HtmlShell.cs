using Microsoft.Extensions.Options;
using Pan123Dav.Console;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>What all pages have in common: their policy and their head.</summary>
internal sealed class HtmlShell(UiAssets assets, IOptionsMonitor<PageOptions> options)
{
    /// <summary>What a page says, in its reader's language.</summary>
    public HtmlText GetText(HttpRequest request) =>
        HtmlText.For(UserLanguage.FromHeader(request.Headers.AcceptLanguage.ToString(), options.CurrentValue.Language));

    /// <summary>The encoded path that a proxy in front has cut off, as it stands in an attribute.</summary>
    public static string GetPrefix(HttpRequest request) => HtmlWriter.Escape(request.PathBase.ToUriComponent());

    /// <summary>
    /// Nothing from elsewhere but what links lead to: pictures, video and sound, over https, and over http from a page that came so itself.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="mayLeadAway">
    /// The page has a form whose answer may lead to a link's host, as signing in may: Chromium holds redirects of a form against <c>form-action</c>.
    /// </param>
    public static void SetHeaders(HttpContext context, bool mayLeadAway)
    {
        var hosts = context.Request.IsHttps ? "https:" : "https: http:";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' {hosts}; media-src 'self' {hosts}; "
            + (mayLeadAway ? "" : "form-action 'self'; ") + "base-uri 'none'; frame-ancestors 'none'";

        // Under no-referrer Chromium sends forms with "Origin: null".
        headers["Referrer-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>Everything before the body's content.</summary>
    /// <param name="body">The page.</param>
    /// <param name="request">The request.</param>
    /// <param name="text">The language.</param>
    /// <param name="title">Escaped.</param>
    /// <param name="attributes">Of the body element, with a blank in front.</param>
    /// <param name="script">The module that makes more of it; null for none.</param>
    /// <param name="style">Its style sheet; null for the listing's.</param>
    public void WriteHead(
        StreamingBody body, HttpRequest request, HtmlText text, string title, string attributes = "", string? script = null, string? style = null)
    {
        var ui = GetPrefix(request) + UiAssets.Path;
        body.Html($"<!DOCTYPE html>\n<html lang=\"{text.Language}\"><head><meta charset=\"utf-8\"><title>{title}</title>"
            + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
            + $"<link rel=\"icon\" type=\"image/svg+xml\" href=\"{ui}{assets.Icon}\"><link rel=\"stylesheet\" href=\"{ui}{style ?? assets.Style}\">"
            + (script is null ? "" : $"<script type=\"module\" src=\"{ui}{script}\"></script>")
            + $"</head><body{attributes}>");
    }

    /// <summary>A page of a few sentences and a form.</summary>
    public async Task WriteAsync(HttpContext context, HtmlText text, string title, string main)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept, Accept-Language, Cookie";
        SetHeaders(context, mayLeadAway: true);
        using var body = new StreamingBody(response);
        WriteHead(body, context.Request, text, HtmlWriter.Escape(title), " class=\"s\"");
        body.Html($"<main><h1>{HtmlWriter.Escape(title)}</h1>{main}</main></body></html>\n");
        await body.CompleteAsync();
    }
}
