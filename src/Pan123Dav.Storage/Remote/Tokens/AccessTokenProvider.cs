using System.Diagnostics.CodeAnalysis;

namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>
/// Keeps one sign-in's token, in memory and across restarts, and renews it by its rules: a little early, or when it was refused, and never too
/// soon after the last time. One that still serves goes on serving when its renewal fails.
/// </summary>
/// <param name="ask">Asks 123 for a token; refused credentials are <see cref="StorageError.SignInRequired"/>.</param>
/// <param name="key">What it is stored under; tells the credentials apart without revealing them.</param>
/// <param name="rules">How carefully.</param>
/// <param name="services">The clock and the store.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that must be given back.")]
internal sealed class AccessTokenProvider(Func<CancellationToken, Task<AccessToken>> ask, string key, TokenRenewalOptions rules, StorageServices services)
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly TimeProvider _time = services.TimeProvider;
    private volatile AccessToken? _token;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private StorageException? _failure;
    private bool _isRestored;

    /// <summary>A token that should serve.</summary>
    /// <exception cref="StorageException">There is none to be had, or not yet.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        _token is { } token && token.Expires - rules.Early > _time.GetUtcNow()
            ? new(token.Value)
            : new(Task.Run(() => FindAsync(null), CancellationToken.None).WaitAsync(cancellationToken));

    /// <summary>Another token than <paramref name="refused"/>, which 123 did not take.</summary>
    /// <exception cref="StorageException">There is none to be had, or not yet.</exception>
    public Task<string> RenewAsync(string refused, CancellationToken cancellationToken) =>
        Task.Run(() => FindAsync(refused), CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>What <paramref name="ask"/> gives with a token that should serve; where 123 does not take it, once more with another.</summary>
    /// <exception cref="StorageException">There is no token to be had, or asking failed.</exception>
    public async Task<T> UseAsync<T>(Func<string, Task<T>> ask, CancellationToken cancellationToken)
    {
        var token = await GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ask(token).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault.IsTokenRefused)
        {
            return await ask(await RenewAsync(token, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    // Whoever asked may go away; the token is everybody's, and a question that was sent counts.
    private async Task<string> FindAsync(string? refused)
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            await RestoreAsync().ConfigureAwait(false);
            if (_token is { } known && known.Value == refused)
            {
                _token = null;
            }

            var now = _time.GetUtcNow();
            if (_token is { } token && (token.Expires - rules.Early > now || (token.Expires > now && now < _notBefore)))
            {
                return token.Value;
            }

            return services.Tokens is { IsShared: true } store
                ? await AskTogetherAsync(store, refused).ConfigureAwait(false)
                : await AskUnlessTooSoonAsync(now).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Task<string> AskUnlessTooSoonAsync(DateTimeOffset now) => now < _notBefore ? throw TooSoon(_notBefore - now) : AskAsync(now);

    // Another gateway may have asked meanwhile, and 123 gives tokens rarely.
    private async Task<string> AskTogetherAsync(ITokenStore store, string? refused)
    {
        var turn = await store.EnterAsync(key).ConfigureAwait(false);
        try
        {
            _isRestored = false;
            await RestoreAsync().ConfigureAwait(false);
            _token = _token?.Value == refused ? null : _token;
            var now = _time.GetUtcNow();
            return _token is { } token && token.Expires - rules.Early > now ? token.Value : await AskUnlessTooSoonAsync(now).ConfigureAwait(false);
        }
        finally
        {
            if (turn is not null)
            {
                await turn.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task RestoreAsync()
    {
        if (_isRestored || services.Tokens is not { } store)
        {
            return;
        }

        var stored = await store.ReadAsync(key, CancellationToken.None).ConfigureAwait(false);
        _isRestored = true;
        if (stored is null)
        {
            return;
        }

        _token = AccessToken.IsToken(stored.Value) ? new AccessToken(stored.Value, stored.Expires) : null;

        // A clock that was set back must not lock anybody out.
        _notBefore = stored.Asked <= _time.GetUtcNow() ? stored.Asked + rules.MinBetween : DateTimeOffset.MinValue;
    }

    private async Task<string> AskAsync(DateTimeOffset now)
    {
        _notBefore = now + rules.MinBetween;
        try
        {
            var token = await ask(CancellationToken.None).ConfigureAwait(false);
            (_token, _failure) = (token, null);
            await StoreAsync().ConfigureAwait(false);
            return token.Value;
        }
        catch (StorageException exception)
        {
            _failure = exception;
            _notBefore = now + (exception.Error == StorageError.SignInRequired ? rules.AfterRefusal : rules.MinBetween);
            await StoreAsync().ConfigureAwait(false);
            if (_token is { } old && old.Expires > now)
            {
                return old.Value;
            }

            throw;
        }
    }

    // Later than whatever was stored while it was asked for: of several the last one counts.
    private async Task StoreAsync()
    {
        if (services.Tokens is { } store)
        {
            var asked = _time.GetUtcNow();
            await store.WriteAsync(key, new StoredToken(_token?.Value ?? "", _token?.Expires ?? asked, asked), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private StorageException TooSoon(TimeSpan wait) => new(
        _failure?.Error ?? StorageError.Unavailable,
        $"123 was asked for a token a moment ago, and is not asked again yet. {_failure?.Message}".TrimEnd())
    {
        // What waits for the owner is not worth a client's waiting.
        RetryAfter = wait < TimeSpan.FromHours(1) ? wait : null,
    };
}

/// <summary>How carefully tokens are asked for.</summary>
/// <param name="MinBetween">From one time that a token is asked for to the next, whatever came of it.</param>
/// <param name="AfterRefusal">The same after the credentials were refused.</param>
/// <param name="Early">How long before it ends a token is renewed.</param>
internal sealed record TokenRenewalOptions(TimeSpan MinBetween, TimeSpan AfterRefusal, TimeSpan Early);
