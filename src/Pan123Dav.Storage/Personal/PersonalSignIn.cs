using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Tokens;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Personal;

/// <summary>
/// Keeps the account signed in, and never signs in twice within ten minutes, not across restarts either: 123 locks accounts that try too often.
/// What 123 refuses for good, such as a wrong password, or answers with a challenge, is not tried again before the mount is made anew.
/// </summary>
internal sealed class PersonalSignIn
{
    private const string Path = "user/sign_in";

    private static readonly TokenRenewalOptions Rules = new(MinBetween: TimeSpan.FromMinutes(10),
        AfterRefusal: TimeSpan.FromDays(3650), Early: TimeSpan.FromMinutes(5));
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(30);

    // What 123 says when it wants a person: SMS, verification code, WeChat, security, risk.
    private static readonly string[] ChallengeWords = ["短信", "验证", "微信", "安全", "风险", "SMS", "verif", "WeChat", "captcha", "risk"];

    private readonly PersonalOptions _options;
    private readonly StorageServices _services;
    private readonly WebInterface _web;
    private readonly string _mount;
    private readonly string _key;
    private readonly ILogger _logger;

    public PersonalSignIn(MountOptions mount, PersonalOptions options, StorageServices services, WebInterface web)
    {
        _options = options;
        _services = services;
        _web = web;
        _mount = mount.ToString();
        _key = TokenKey.Create(MountType.Personal, options.BaseUrl, options.Username, options.Password);
        _logger = services.LoggerFactory.CreateLogger<PersonalSignIn>();
        Tokens = new AccessTokenProvider(AskAsync, _key, Rules, services);
    }

    /// <summary>The account's.</summary>
    public AccessTokenProvider Tokens { get; }

    private async Task<AccessToken> AskAsync(CancellationToken cancellationToken)
    {
        var now = _services.TimeProvider.GetUtcNow();
        if (_services.Tokens is { } store)
        {
            // Before it is asked for: whoever is killed in between must not ask again at once.
            await store.WriteAsync(_key, new StoredToken("", now, now), cancellationToken).ConfigureAwait(false);
        }

        WebLog.SigningIn(_logger, _mount);
        try
        {
            var answer = await _web.CallAsync(CreateCall(), cancellationToken).ConfigureAwait(false);
            return AccessToken.IsToken(answer.Token)
                ? new AccessToken(answer.Token!, GetExpiry(answer.Token!, now))
                : throw ApiErrors.Malformed(Path, "has no token");
        }
        catch (StorageException fault) when (fault is { Code: not null, IsTransient: false, IsAddressRefused: false, Error: not StorageError.Throttled })
        {
            var isChallenge = Array.Exists(ChallengeWords, word => fault.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
            throw new StorageException(
                StorageError.SignInRequired,
                isChallenge
                    ? $"{fault.Message}. 123 wants to see that a person signs in: sign in once on its web page from this network, with the code that comes "
                        + "by SMS or with WeChat, then start the gateway again. It is not tried again before."
                    : $"{fault.Message}. Look at Username and Password of the mount. It is not tried again before they are "
                        + "changed or the gateway is started again.",
                fault);
        }
    }

    // A new token that is over, or will be before another may be asked for, says more of this machine's clock: it is used for as long as 123 takes it.
    private static DateTimeOffset GetExpiry(string token, DateTimeOffset now) =>
        SignInAnswer.GetExpiry(token) is { } end && end - now > Rules.MinBetween + Rules.Early ? end : now + DefaultLife;

    private WebCall<SignInAnswer> CreateCall() => new WebCall<SignInAnswer>(Path, PersonalJson.Default.SignInAnswer)
    {
        Address = WebAddress.OfSignIn(_options.BaseUrl, Path),
        SuccessCode = 200,
        IsSafe = false,
    }.Posting(SignInRequest.From(_options), PersonalJson.Default.SignInRequest);
}
