using System.Text;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Serving;

namespace Pan123Dav.Emulator.Api;

/// <summary>Sends an outcome, or what a fault makes of it.</summary>
internal sealed class EmulatedApiResponse(EmulatedApiCall call, EmulatedApiFault fault, CancellationToken cancellation)
{
    private const int Levels = 100_000;
    private const string WrongTypes = """
        {"code":0,"message":[1],"data":{"fileList":{"a":1},"InfoList":"none","lastFileId":{},"Next":[],"accessToken":[7],"expiredAt":{},"token":[],
        "url":{},"downloadUrl":{},"DownloadURL":[],"DownloadUrl":[3]}}
        """;

    private HttpResponse Response => call.Context.Response;

    public Task WriteAsync(ApiOutcome outcome)
    {
        var follows = (call.Switches.StatusFollowsCode || call.Switches.AddressForbidden)
            && outcome.Code is (ApiError.TokenInvalid or ApiError.Refused or ApiError.TooManyRequests);
        Response.StatusCode = fault.Status ?? (follows ? outcome.Code : StatusCodes.Status200OK);
        if ((fault.RetryAfter ?? outcome.RetryAfter) is { } seconds)
        {
            Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return fault.Body switch
        {
            ApiBody.Normal => SendAsync(outcome.Body),
            ApiBody.Html => Answers.HtmlAsync(call.Context, Response.StatusCode),
            ApiBody.Truncated => SendAsync(outcome.Body.AsMemory(0, outcome.Body.Length / 2)),
            ApiBody.CutOff => CutOffAsync(outcome.Body),
            ApiBody.DeepNesting => SendAsync(Text(new string('[', Levels) + Encoding.UTF8.GetString(outcome.Body) + new string(']', Levels))),
            ApiBody.NotAnObject => SendAsync(Text("[1,2,3]")),
            ApiBody.WrongTypes => SendAsync(Text(WrongTypes)),
            ApiBody.NoData => SendAsync(Text("""{"code":0,"message":"ok","data":null}""")),
            ApiBody.Empty => SendAsync(ReadOnlyMemory<byte>.Empty),
            ApiBody.NotText => SendAsync(new byte[] { (byte)'{', (byte)'"', 0xFF, 0xFE, 0xC0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' }),
            ApiBody.Endless => EndlessAsync(),
            _ => throw new InvalidOperationException($"Unknown body {fault.Body}."),
        };
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private async Task SendAsync(ReadOnlyMemory<byte> body)
    {
        Response.ContentType = "application/json; charset=utf-8";
        Response.ContentLength = body.Length;
        await Response.Body.WriteAsync(body, cancellation);
    }

    private async Task CutOffAsync(byte[] body)
    {
        Response.ContentType = "application/json; charset=utf-8";
        Response.ContentLength = body.Length;
        await Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), cancellation);
        // A body that is short of its Content-Length makes Kestrel close the connection once the bytes are out.
    }

    private async Task EndlessAsync()
    {
        Response.ContentType = "application/json; charset=utf-8";
        await Response.Body.WriteAsync(Text("""{"code":0,"message":"ok","data":{"lastFileId":-1,"fileList":[],"InfoList":[],"x":["""), cancellation);
        var more = Text(string.Concat(Enumerable.Repeat("\"endless\",", 1000)));
        while (true)
        {
            await Response.Body.WriteAsync(more, cancellation);
        }
    }
}
