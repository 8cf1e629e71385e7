using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>Checks AList's signature of a path as one would write it down first, and redirects to a link that it signs.</summary>
internal sealed class BareSignedRedirect(string token)
{
    private readonly byte[] _key = Encoding.ASCII.GetBytes(token);

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!["/d".Length..];
        var sign = context.Request.Query["sign"].ToString();
        var expiry = sign[(sign.LastIndexOf(':') + 1)..];
        var hash = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path}:{expiry}"))).Replace('+', '-').Replace('/', '_');
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes($"{hash}:{expiry}"), Encoding.ASCII.GetBytes(sign)))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return BareRedirect.AnswerAsync(context);
    }
}
