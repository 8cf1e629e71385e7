using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>Answers with a multistatus that is there already.</summary>
internal sealed class BareListing(byte[] body)
{
    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = "application/xml; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
