using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>What Kestrel costs by itself.</summary>
internal static class BareKestrel
{
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
