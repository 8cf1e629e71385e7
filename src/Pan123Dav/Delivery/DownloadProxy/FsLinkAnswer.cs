using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>Answers as AList does: always status 200, the outcome in <c>code</c>.</summary>
internal static class FsLinkAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A link, with no headers that would have to be sent along.</summary>
    public static Task WriteAsync(HttpResponse response, string location) => WriteAsync(response, 200, "success", location);

    /// <summary>A failure; nothing secret in <paramref name="message"/>.</summary>
    public static Task FailAsync(HttpResponse response, int code, string message) => WriteAsync(response, code, message, null);

    private static async Task WriteAsync(HttpResponse response, int code, string message, string? location)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, code);
            writer.WriteString("message"u8, message);
            if (location is null)
            {
                writer.WriteNull("data"u8);
            }
            else
            {
                writer.WriteStartObject("data"u8);
                writer.WriteString("url"u8, location);
                writer.WriteStartObject("header"u8);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), response.HttpContext.RequestAborted);
    }
}
