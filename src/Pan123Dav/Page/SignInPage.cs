using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>
/// Signing in by a form, and out: the same users, the same checks and the same limits as with Basic. What is wrong is said on the form again: a wrong password,
/// too many attempts, and a form that another site sent are three different things.
/// </summary>
internal sealed class SignInPage(
    HtmlShell shell, IOptionsMonitor<PageOptions> options, CredentialAuthenticator authenticator, IUserDirectoryProvider users, SessionService sessions)
{
    private const int MaxBody = 16 * 1024;

    /// <summary>The form.</summary>
    public Task ShowAsync(HttpContext context) => WriteFormAsync(context, context.Request.Query["to"], "", null);

    /// <summary>Takes the form.</summary>
    public async Task SignInAsync(HttpContext context)
    {
        var text = shell.GetText(context.Request);
        if (OriginHeader.IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await WriteFormAsync(context, null, "", text.ForeignSignIn);
            return;
        }

        if (await ReadFormAsync(context) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteFormAsync(context, null, "", text.MalformedForm);
            return;
        }

        var (name, to) = (form["username"].ToString(), form["to"].ToString());
        var credentials = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{form["password"]}"));
        var result = name.Contains(':', StringComparison.Ordinal)
            ? GatewayAuthenticationHandler.Wrong
            : await authenticator.RunAsync(context, users.Users, credentials);
        if (result.Principal is GatewayPrincipal { Account: var account })
        {
            sessions.Begin(context, account);
            Go(context.Response, GetNext(context.Request, to));
            return;
        }

        var message = text.WrongPassword;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (result.Failure is SignInThrottledException { Delay: var delay })
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            message = string.Format(CultureInfo.InvariantCulture, text.Throttled, Math.Ceiling(Math.Max(1, delay.TotalMinutes)));
        }

        await WriteFormAsync(context, to, name, message);
    }

    /// <summary>Ends the session.</summary>
    public Task SignOutAsync(HttpContext context)
    {
        if (OriginHeader.IsForeign(context.Request))
        {
            throw new DavException(StatusCodes.Status403Forbidden, "A page of another site may not do this.");
        }

        sessions.End(context, users.Users);
        Go(context.Response, context.Request.PathBase.ToUriComponent() + SignInAddress.Path);
        return Task.CompletedTask;
    }

    private static void Go(HttpResponse response, string location)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = location;
        response.Headers.CacheControl = "no-store";
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBody;
        }

        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) || !context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            // The second is of charset=utf-7, which .NET reads no more.
            return null;
        }
    }

    private string GetNext(HttpRequest request, string? to) => SignInAddress.GetLocal(to) ?? request.PathBase.ToUriComponent() + options.CurrentValue.DriveHref;

    private Task WriteFormAsync(HttpContext context, string? to, string name, string? problem)
    {
        var text = shell.GetText(context.Request);
        var prefix = HtmlShell.GetPrefix(context.Request);
        var (atName, atPassword) = name.Length == 0 ? (" autofocus", "") : ("", " autofocus");
        return shell.WriteAsync(context, text, text.SignIn,
            (problem is null ? "" : $"<p role=\"alert\">{HtmlWriter.Escape(problem)}</p>")
            + $"<form method=\"post\" action=\"{prefix}{SignInAddress.Path}\"><input type=\"hidden\" "
            + $"name=\"to\" value=\"{HtmlWriter.Escape(SignInAddress.GetLocal(to) ?? "")}\">"
            + $"<label>{text.UserName}<input name=\"username\" autocomplete=\"username\" autocapitalize=\"none\" "
            + $"spellcheck=\"false\" required{atName} value=\"{HtmlWriter.Escape(name)}\"></label>"
            + $"<label>{text.Password}<input name=\"password\" type=\"password\" "
            + $"autocomplete=\"current-password\" required{atPassword}></label><button>{text.SignIn}</button></form>");
    }
}
