using System.Globalization;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>A refusal as a page in the reader's language: what happened, what to do, and a way on.</summary>
internal sealed class ErrorPage(HtmlShell shell, IOptionsMonitor<PageOptions> options) : IErrorPage
{
    public Task WriteAsync(HttpResponse response, string message)
    {
        var (context, status) = (response.HttpContext, response.StatusCode);
        var text = shell.GetText(context.Request);
        var prefix = HtmlShell.GetPrefix(context.Request);
        var sentence = status == StatusCodes.Status404NotFound && GatewayPrincipal.GetName(context) is { } user
            ? string.Format(CultureInfo.InvariantCulture, text.NotForUser, user)
            : text.Sentence(message, status);
        var wait = response.Headers.RetryAfter.ToString() is { Length: > 0 } seconds ? string.Format(CultureInfo.InvariantCulture, text.TryLater, seconds) : "";
        var next = context.User is GatewayPrincipal
            ? $"<a class=\"b\" href=\"{prefix}{options.CurrentValue.DriveHref}\">{text.BackToDrive}</a>{SignOutForm.Get(context, text)}"
            : $"<a class=\"b\" href=\"{prefix}{SignInAddress.Path}\">{text.SignIn}</a>";
        return shell.WriteAsync(context, text, text.Status(status), $"<p>{HtmlWriter.Escape(sentence)} {wait}</p><p>{next}</p>");
    }
}
