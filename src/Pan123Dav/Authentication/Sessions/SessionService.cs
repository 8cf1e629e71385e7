using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>
/// Who signed in on the page, by a signed cookie (RFC 6265): nothing is kept for it but the sessions that ended early. A session ends with its time,
/// with signing out, with another password and with the user. It needs no Data Protection, whose key ring would be one more thing to keep.
/// </summary>
internal sealed class SessionService(
    IOptionsMonitor<UserSessionOptions> options,
    DataDirectory directory,
    TimeProvider timeProvider,
    ILogger<SessionService> logger,
    IGatewayEvents? events = null) : ISharedKey
{
    public const string CookieName = "pan123dav_session";

    private const string KeyName = "pan123dav.session.key";

    private readonly EndedSessions _ended = new(timeProvider, events);
    private readonly Lock _gate = new();
    private volatile byte[]? _key;

    string ISharedKey.Name => "session";

    byte[]? ISharedKey.Key => directory.IsKnown ? GetKey() : null;

    void ISharedKey.Adopt(byte[] key)
    {
        lock (_gate)
        {
            _key = key;
            if (KeyFile.Replace(directory.Path, KeyName, key) is { } problem)
            {
                Log.SessionKeyNotKept(logger, directory.Path, problem);
            }
        }
    }

    /// <summary>Begins a session of <paramref name="account"/> on the browser that is answered.</summary>
    public void Begin(HttpContext context, UserAccount account)
    {
        var lifetime = options.CurrentValue.Lifetime;
        var number = new Guid(RandomNumberGenerator.GetBytes(16));
        var ticket = new SessionTicket(account.Name, number, timeProvider.GetUtcNow() + lifetime);
        context.Response.Cookies.Append(CookieName, ticket.Encode(GetKey(), account.CredentialStamp), GetCookieOptions(context.Request, lifetime));
    }

    /// <summary>Ends the session that the request comes with, if it is one.</summary>
    public void End(HttpContext context, UserDirectory directory)
    {
        if (Find(context.Request, directory, out _) is { } session)
        {
            _ended.Add(session);
        }

        context.Response.Cookies.Delete(CookieName, GetCookieOptions(context.Request, null));
    }

    /// <summary>Whose session the request comes with; null for nobody's.</summary>
    public UserAccount? GetAccount(HttpContext context, UserDirectory directory)
    {
        if (Find(context.Request, directory, out var account) is not { } session)
        {
            return null;
        }

        context.Features.Set(session);
        return account;
    }

    /// <summary>The session that the request was signed in by; null for none.</summary>
    public static SessionTicket? GetCurrent(HttpContext context) => context.Features.Get<SessionTicket>();

    private SessionTicket? Find(HttpRequest request, UserDirectory directory, out UserAccount? account)
    {
        account = null;
        return SessionTicket.TryDecode(request.Cookies[CookieName], out var session, out var mac)
            && (account = directory.Find(session.User)) is not null
            && session.IsSignedBy(mac, GetKey(), account.CredentialStamp)
            && session.Expires > timeProvider.GetUtcNow()
            && !_ended.Contains(session.Number)
                ? session
                : null;
    }

    private static CookieOptions GetCookieOptions(HttpRequest request, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/",
        MaxAge = lifetime,
        IsEssential = true,
    };

    private byte[] GetKey()
    {
        if (_key is { } known)
        {
            return known;
        }

        lock (_gate)
        {
            if (_key is null)
            {
                var key = KeyFile.GetOrCreate(directory.Path, KeyName, out var problem);
                if (problem is not null)
                {
                    Log.SessionKeyNotKept(logger, directory.Path, problem);
                }

                _ended.Load(directory.Path);
                _key = key;
            }

            return _key;
        }
    }
}
