using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Pan123Dav.Authentication;

/// <summary>Mints tokens that this gateway takes.</summary>
internal static class JwtIssuer
{
    /// <param name="options">With a signing key.</param>
    /// <param name="user">A configured user.</param>
    /// <param name="now">When it begins.</param>
    /// <param name="lifetime">How long it is good.</param>
    public static string Create(JwtOptions options, string user, DateTimeOffset now, TimeSpan lifetime) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer,
            Audience = options.Audience,
            Claims = new Dictionary<string, object> { ["sub"] = user },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(options.SigningKey!)), SecurityAlgorithms.HmacSha256),
        });
}
