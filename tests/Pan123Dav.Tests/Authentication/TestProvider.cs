using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Pan123Dav.Tests.Authentication;

/// <summary>An OpenID Connect provider on loopback, as far as someone who checks its tokens asks it.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key;

    private TestProvider(RSA rsa)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _key = new RsaSecurityKey(rsa) { KeyId = "1" };
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        _app.MapGet("/.well-known/openid-configuration",
            () => Results.Text($$"""{ "issuer": "{{Issuer}}", "jwks_uri": "{{Issuer}}/keys" }""", "application/json"));
        _app.MapGet("/keys", () => Results.Text(
            $$"""{ "keys": [{ "kty": "RSA", "use": "sig", "kid": "1", "n": "{{Base64UrlEncoder.Encode(parameters.Modulus)}}","""
            + $$""" "e": "{{Base64UrlEncoder.Encode(parameters.Exponent)}}" }] }""",
            "application/json"));
    }

    public string Issuer => _app.Urls.Single();

    public static async Task<TestProvider> StartAsync(RSA rsa)
    {
        var provider = new TestProvider(rsa);
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public string Mint(string subject, string audience, DateTimeOffset now, RsaSecurityKey? key = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            Audience = audience,
            Issuer = Issuer,
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.AddHours(1).UtcDateTime,
            SigningCredentials = new SigningCredentials(key ?? _key, SecurityAlgorithms.RsaSha256),
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
