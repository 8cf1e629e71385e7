using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>The two hashes that cannot be saved when somebody asks about a link, and nothing else.</summary>
internal static class BareRemoteAuth
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [SuppressMessage("Security", "CA5351", Justification = "It is the algorithm that 123 checks.")]
    public static Task AnswerAsync(HttpContext context)
    {
        var query = Encoding.ASCII.GetBytes(context.Request.QueryString.Value ?? "");
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        MD5.HashData(query, hash);
        HMACSHA256.HashData(Key, query, hash);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
