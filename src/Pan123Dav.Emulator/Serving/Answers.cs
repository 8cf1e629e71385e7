using System.Text;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Links;

namespace Pan123Dav.Emulator.Serving;

/// <summary>The answers that are no file: a JSON object with a code and a message. Their form is modelled, none was observed on 123.</summary>
internal static class Answers
{
    public static Task RefuseAsync(HttpContext context, LinkState state) => JsonAsync(context, StatusCodes.Status403Forbidden, state switch
    {
        LinkState.Unsigned => "auth_key is missing",
        LinkState.Malformed => "auth_key is not of the form timestamp-rand-uid-md5",
        LinkState.Expired => "auth_key is expired",
        LinkState.WrongUid => "auth_key is of another uid",
        LinkState.WrongSignature => "auth_key does not fit the path and the private key",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    });

    /// <param name="context">The request.</param>
    /// <param name="status">The status, which is also the code in the body.</param>
    /// <param name="message">ASCII without quotes and backslashes; nothing of the request.</param>
    public static Task JsonAsync(HttpContext context, int status, string message) =>
        BodyAsync(context, status, "application/json", $$"""{"code":{{status}},"message":"{{message}}"}""");

    public static Task HtmlAsync(HttpContext context, int status = StatusCodes.Status200OK) => BodyAsync(
        context, status, "text/html; charset=utf-8", "<!DOCTYPE html><title>123</title><p>The file cannot be shown. 文件无法显示。</p>\n");

    public static async Task BodyAsync(HttpContext context, int status, string contentType, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
