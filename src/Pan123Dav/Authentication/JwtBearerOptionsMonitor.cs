using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Pan123Dav.Authentication;

/// <summary>How Bearer tokens are checked as of now: what the framework's handler asks for at each request. Made anew when the configuration changed.</summary>
internal sealed class JwtBearerOptionsMonitor(
    IOptionsMonitor<JwtOptions> configured, TimeProvider time, ILogger<JwtBearerOptionsMonitor> logger) : IOptionsMonitor<JwtBearerOptions>
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    // Both how long an answer may take, and how soon the provider is asked again: the framework's five minutes would be that of an outage of seconds.
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    private static readonly string[] ProviderAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private volatile Checks _checks = new(new JwtOptions(), null, null);

    /// <summary>Whether any token is taken.</summary>
    public bool IsConfigured => configured.CurrentValue.IsConfigured;

    // Nobody asks while no token is taken, and making them loads the whole token library.
    public JwtBearerOptions CurrentValue => Current.Bearer ?? new JwtBearerOptions();

    public JwtBearerOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<JwtBearerOptions, string?> listener) => null;

    // Options that did not change keep what is known of their provider.
    private Checks Current
    {
        get
        {
            var (options, checks) = (configured.CurrentValue, _checks);
            if (options == checks.Options)
            {
                return checks;
            }

            var bearer = options.IsConfigured ? Build(options) : null;
            var keys = bearer is { Authority: not null, ConfigurationManager: { } provider } ? new ProviderKeys(provider, time, logger) : null;
            return _checks = new Checks(options, bearer, keys);
        }
    }

    /// <summary>Whether there are keys to check tokens by: always where they are configured, and else once the provider gave them.</summary>
    public Task<bool> HasKeysAsync() => Current.Keys?.AreKnownAsync() ?? Task.FromResult(true);

    private JwtBearerOptions Build(JwtOptions options)
    {
        var bearer = new JwtBearerOptions
        {
            MapInboundClaims = false,
            SaveToken = false,
            TimeProvider = time,
            Authority = options.Authority?.AbsoluteUri,
            RefreshInterval = ProviderTimeout,
            BackchannelTimeout = ProviderTimeout,
            RequireHttpsMetadata = options.Authority is { IsLoopback: false },
            TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = options.Audience,
                ValidIssuer = options.Issuer,
                ValidAlgorithms = options.SigningKey is null ? ProviderAlgorithms : [SecurityAlgorithms.HmacSha256],
                IssuerSigningKey = options.SigningKey is { } key ? new SymmetricSecurityKey(Convert.FromBase64String(key)) : null,
                LifetimeValidator = IsTimely,
                NameClaimType = "sub",
            },
        };
        new JwtBearerPostConfigureOptions().PostConfigure(BearerAuthenticationHandler.SchemeName, bearer);
        return bearer;
    }

    private bool IsTimely(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires > now - Skew && !(notBefore > now + Skew);
    }

    private sealed record Checks(JwtOptions Options, JwtBearerOptions? Bearer, ProviderKeys? Keys);
}
