using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>Signs a link as one would write it down first, for anybody, and redirects to it.</summary>
internal static class BareRedirect
{
    [SuppressMessage("Security", "CA5351", Justification = "It is the algorithm that 123 checks.")]
    public static Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var expires = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds();
        var rand = Guid.NewGuid().ToString("N");
        var hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{path}-{expires}-{rand}-13-key")));
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = $"https://vip.example.com/13{path.ToUriComponent()}?auth_key={expires}-{rand}-13-{hash}";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
