namespace Pan123Dav.Emulator.Api;

/// <summary>What a call came to.</summary>
/// <param name="Code">The code of the envelope.</param>
/// <param name="Body">The envelope.</param>
/// <param name="RetryAfter">When to come back, in seconds.</param>
internal sealed record ApiOutcome(int Code, byte[] Body, int? RetryAfter)
{
    /// <summary>The envelope around what <paramref name="data"/> writes; whatever that throws comes through.</summary>
    public static ApiOutcome Good(int code, ApiNumbers numbers, Action<ApiJson> data) => new(code, Envelope(code, "ok", numbers, data), null);

    public static ApiOutcome Failed(int code, string message, int? retryAfter = null, bool codeIsText = false) =>
        new(code, Envelope(code, message, ApiNumbers.Plain, null, codeIsText), retryAfter);

    private static byte[] Envelope(int code, string message, ApiNumbers numbers, Action<ApiJson>? data, bool codeIsText = false)
    {
        using var body = new MemoryStream();
        using (var json = new ApiJson(body, numbers))
        {
            json.Object(null, () =>
            {
                json.Code("code", code, codeIsText);
                json.Text("message", message);
                if (data is null)
                {
                    json.Null("data");
                }
                else
                {
                    json.Named("data", () => data(json));
                }

                json.Text("x-traceID", "");
            });
        }

        return body.ToArray();
    }
}
