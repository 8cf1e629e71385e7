using System.Globalization;
using Pan123Dav.Authentication.Sessions;

namespace Pan123Dav.Page;

/// <summary>The button that ends a session. Who came with a password of the browser's own has none: only the browser can forget that.</summary>
internal static class SignOutForm
{
    public const string Path = "/logout";

    /// <summary>Null without a session.</summary>
    public static string? Get(HttpContext context, HtmlText text) => SessionService.GetCurrent(context) is { } session
        ? $"<form class=\"u\" method=\"post\" action=\"{HtmlShell.GetPrefix(context.Request)}{Path}\"><button>"
            + $"{string.Format(CultureInfo.InvariantCulture, text.SignOut, HtmlWriter.Escape(session.User))}</button></form>"
        : null;
}
