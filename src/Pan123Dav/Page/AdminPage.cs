using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>
/// <c>/ui/admin</c>: the frame of the administration, which its module fills by <c>/api/v1</c>.
/// To all but administrators it looks like any address that does not exist.
/// </summary>
internal sealed class AdminPage(HtmlShell shell, UiAssets assets, IOptionsMonitor<PageOptions> options)
{
    public const string Path = UiAssets.Path + "admin";

    public async Task ShowAsync(HttpContext context)
    {
        if (!GatewayPrincipal.IsAdmin(context))
        {
            throw DavException.NotFound();
        }

        var (response, text) = (context.Response, shell.GetText(context.Request));
        var prefix = HtmlShell.GetPrefix(context.Request);
        var drive = prefix + options.CurrentValue.DriveHref;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept, Accept-Language, Cookie";
        HtmlShell.SetHeaders(context, mayLeadAway: false);
        using var body = new StreamingBody(response);
        shell.WriteHead(
            body, context.Request, text, text.Administration,
            $" data-ui=\"{prefix}{UiAssets.Path}\" data-drive=\"{drive}\"", assets.AdminScript, assets.AdminStyle);
        body.Html(
            $"<header><nav aria-label=\"{text.Path}\"><ol><li><a href=\"{drive}\">{text.Home}</a></li>"
            + $"<li aria-current=\"page\">{text.Administration}</li></ol></nav>"
            + $"{SignOutForm.Get(context, text)}</header><nav class=\"panes\" aria-label=\"{text.Administration}\"></nav>"
            + $"<main><h1 class=\"off\">{text.Administration}</h1><noscript><p>{text.NeedsScript}</p></noscript></main></body></html>\n");
        await body.CompleteAsync();
    }
}
