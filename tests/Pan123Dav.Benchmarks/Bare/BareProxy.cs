using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>Copies a response's body straight into the connection's own buffers.</summary>
internal sealed class BareProxy(Uri origin)
{
    // For the life of the process.
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public async Task AnswerAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(origin, context.Request.Path.ToUriComponent()));
        using var response = await Client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var writer = context.Response.BodyWriter;
        int read;
        while ((read = await body.ReadAsync(writer.GetMemory(64 * 1024), context.RequestAborted)) > 0)
        {
            writer.Advance(read);
            await writer.FlushAsync(context.RequestAborted);
        }
    }
}
