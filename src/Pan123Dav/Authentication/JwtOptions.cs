using Pan123Dav.Configuration;

namespace Pan123Dav.Authentication;

/// <summary>Section <c>Pan123Dav:Jwt</c>: whose Bearer tokens are taken. Without <see cref="SigningKey"/> and <see cref="Authority"/>, none are.</summary>
internal sealed record JwtOptions
{
    /// <summary>What own tokens are issued by, and who they are for.</summary>
    public const string OwnName = "pan123dav";

    /// <summary>The least that HS256 needs (RFC 7518, 3.2).</summary>
    public const int MinKeyBytes = 32;

    /// <summary>The secret that the <c>token</c> command signs with (HS256): base64 of 32 bytes or more. Not beside <see cref="Authority"/>.</summary>
    public string? SigningKey { get; init; }

    /// <summary>An OpenID Connect provider, by its issuer address: https, or http on loopback. Its RSA and ECDSA signatures are taken.</summary>
    public Uri? Authority { get; init; }

    /// <summary>What the token's <c>aud</c> must be.</summary>
    public string Audience { get; init; } = OwnName;

    /// <summary>What the token's <c>iss</c> must be; null for what the provider says of itself.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether any token is taken.</summary>
    public bool IsConfigured => SigningKey is not null || Authority is not null;

    public static JwtOptions Read(SectionReader reader)
    {
        var key = ReadKey(reader);
        var authority = ReadAuthority(reader);
        if (reader.Has(nameof(SigningKey)) && reader.Has(nameof(Authority)))
        {
            reader.AddError(nameof(Authority),
                "stands beside SigningKey: keep one of the two, the key for tokens of the `token` command, the address for those of a provider");
        }

        return new JwtOptions
        {
            SigningKey = key,
            Authority = authority,
            Audience = reader.Text(nameof(Audience)) ?? OwnName,
            Issuer = reader.Text(nameof(Issuer)) ?? (authority is null ? OwnName : null),
        };
    }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"{Issuer} for {Audience}";

    private static string? ReadKey(SectionReader reader)
    {
        if (reader.Text(nameof(SigningKey)) is not { } text)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            reader.AddError(nameof(SigningKey),
                $"is not base64: write {MinKeyBytes} random bytes in base64, as `openssl rand -base64 {MinKeyBytes}` prints them");
            return null;
        }

        if (length < MinKeyBytes)
        {
            reader.AddError(nameof(SigningKey), $"is too short: HS256 needs {MinKeyBytes} bytes or more, as `openssl rand -base64 {MinKeyBytes}` prints them");
            return null;
        }

        return text;
    }

    private static Uri? ReadAuthority(SectionReader reader)
    {
        if (reader.HttpAddress(nameof(Authority)) is not { } authority)
        {
            return null;
        }

        if (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback)
        {
            return authority;
        }

        reader.AddError(nameof(Authority), "must be an https address: the keys that tokens are checked with come from there");
        return null;
    }
}
