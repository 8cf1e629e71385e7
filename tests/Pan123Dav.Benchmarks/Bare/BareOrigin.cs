using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>A host that has every file, all of one length, and costs next to nothing.</summary>
internal sealed class BareOrigin(long length)
{
    private readonly byte[] _block = new byte[64 * 1024];

    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "video/x-matroska";
        context.Response.ContentLength = length;
        for (var left = length; left > 0; left -= Math.Min(left, _block.Length))
        {
            await context.Response.BodyWriter.WriteAsync(_block.AsMemory(0, (int)Math.Min(left, _block.Length)), context.RequestAborted);
        }
    }
}
