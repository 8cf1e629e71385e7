using System.Text.Encodings.Web;
using System.Text.Json;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>Answers as AList does: always status 200, the outcome in <c>code</c>.</summary>
internal static class AListLinkResponse
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A link, with the header that has to be sent along where the content host wants one.</summary>
    public static Task WriteAsync(HttpResponse response, SignedLink link) => WriteAsync(response, 200, "success", link);

    /// <summary>A failure; nothing secret in <paramref name="message"/>.</summary>
    public static Task FailAsync(HttpResponse response, int code, string message) => WriteAsync(response, code, message, null);

    private static async Task WriteAsync(HttpResponse response, int code, string message, SignedLink? link)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, code);
            writer.WriteString("message"u8, message);
            if (link is null)
            {
                writer.WriteNull("data"u8);
            }
            else
            {
                writer.WriteStartObject("data"u8);
                writer.WriteString("url"u8, link.Value.Location);
                writer.WriteStartObject("header"u8);
                if (link.Value.Referer is { } referer)
                {
                    writer.WriteStartArray("Referer"u8);
                    writer.WriteStringValue(referer);
                    writer.WriteEndArray();
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), response.HttpContext.RequestAborted);
    }
}
