using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pan123Dav.Http;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// AList's envelope <c>{"code":…,"message":…,"data":…}</c>: the status is always 200 and the outcome is <c>code</c>. On success <c>message</c> is the word
/// <c>success</c>, which clients compare.
/// </summary>
internal static class AListResponse
{
    private const int Block = 2 * 1024;

    // Never inside HTML, so what is not ASCII can stand as it is. Every value is written by one place here that knows the order.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer that stands where <c>data</c> begins; <see cref="CompleteAsync"/> ends what it began.</summary>
    public static Utf8JsonWriter Begin(HttpResponse response, StreamingBody body)
    {
        SetHeaders(response);
        var json = new Utf8JsonWriter(body, Options);
        WriteStart(json, StatusCodes.Status200OK, "success");
        return json;
    }

    /// <summary>Hands over what was written, a block at a time, and tells whether enough has gathered to be sent.</summary>
    public static bool IsFlushDue(Utf8JsonWriter json, StreamingBody body)
    {
        if (json.BytesPending < Block)
        {
            return false;
        }

        json.Flush();
        return body.IsFlushDue;
    }

    /// <summary>Ends the envelope and sends the rest.</summary>
    public static ValueTask CompleteAsync(Utf8JsonWriter json, StreamingBody body)
    {
        json.WriteEndObject();
        json.Flush();
        return body.CompleteAsync();
    }

    /// <summary>Answers with what <paramref name="write"/> writes as <c>data</c>, which is small.</summary>
    public static async Task WriteAsync<TState>(HttpResponse response, TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var body = new StreamingBody(response);
        using var json = Begin(response, body);
        write(json, state);
        await CompleteAsync(json, body);
    }

    /// <summary>A success that has nothing to tell.</summary>
    public static Task WriteNullAsync(HttpResponse response) => WriteAsync(response, 0, static (json, _) => json.WriteNullValue());

    /// <summary>A failure.</summary>
    /// <param name="response">Not yet begun.</param>
    /// <param name="code">As a status would be.</param>
    /// <param name="message">Shown to people; nothing secret.</param>
    /// <param name="wait">When it is worth asking again; null when the answer does not say.</param>
    public static async Task FailAsync(HttpResponse response, int code, string message, TimeSpan? wait = null)
    {
        SetHeaders(response);
        if (wait is { } pause)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        using var body = new StreamingBody(response);
        using var json = new Utf8JsonWriter(body, Options);
        WriteStart(json, code, message);
        json.WriteNullValue();
        await CompleteAsync(json, body);
    }

    private static void SetHeaders(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    private static void WriteStart(Utf8JsonWriter json, int code, string message)
    {
        json.WriteStartObject();
        json.WriteNumber("code"u8, code);
        json.WriteString("message"u8, message);
        json.WritePropertyName("data"u8);
    }
}
