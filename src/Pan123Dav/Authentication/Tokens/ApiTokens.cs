using System.Diagnostics.CodeAnalysis;
using Pan123Dav.Http;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>
/// The API tokens of all users as of now. Each user has one: from the configuration, else the one that is kept, else a new one. Where none can
/// be kept they live in memory, and links that were signed with them die at the next start.
/// </summary>
internal sealed class ApiTokens(IApiTokenStore store, TimeProvider time, ILogger<ApiTokens> logger)
{
    // AList's are good for two days, and some clients renew them before that. Others never do, and are told to sign in again once it is over.
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromDays(30);

    private readonly Lock _changing = new();
    private volatile ApiTokenTable _table = new([]);
    private bool _hasFailed;

    /// <summary>One for each user; another list whenever one is another.</summary>
    public IReadOnlyList<ApiToken> All => _table.All;

    /// <summary>The token of a user, by the configured name; null when there is no such user.</summary>
    public ApiToken? Find(string user) => _table.Find(user);

    /// <summary>The token of a user who is signed in.</summary>
    /// <exception cref="DavException">The user was added this very moment, and has none yet.</exception>
    public ApiToken Get(string user) =>
        Find(user) ?? throw new DavException(StatusCodes.Status503ServiceUnavailable, "The gateway takes over a changed configuration. Try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1)
        };

    /// <summary>Another number when the user's token is replaced, the same after a restart; null when there is no such user.</summary>
    public ulong? GetGeneration(string user) => _table.Find(user)?.Generation;

    /// <summary>Whose token an Authorization header holds, raw or behind <c>Bearer</c>: the API token, or one of <see cref="CreateLoginToken"/>.</summary>
    public bool TryRecognise(string authorization, [NotNullWhen(true)] out ApiToken? token) => _table.TryRecognise(authorization, time.GetUtcNow(), out token);

    /// <summary>A token for a user who has just signed in; null when there is no such user any more.</summary>
    public string? CreateLoginToken(string user) => _table.Find(user) is { } token ? LoginToken.Create(token, time.GetUtcNow() + LoginLifetime) : null;

    /// <summary>From now on these are the users. Those who have no token get one; the tokens of those who are gone are good for nobody any more.</summary>
    public void Use(IReadOnlyList<UserOptions> users)
    {
        lock (_changing)
        {
            var old = _table;
            End(old, users);
            var made = users.Where(user => user.ApiToken is null).ToDictionary(
                user => user.Name,
                user => old.Find(user.Name) is { IsConfigured: false } last ? Keep(last) : new KeptToken(ApiToken.Generate(), 0),
                StringComparer.Ordinal);
            var kept = TryKeep(made) ?? made;
            _table = new ApiTokenTable(users.Select(
                user => user.ApiToken is { } configured ? new ApiToken(user, configured) : new ApiToken(user, kept[user.Name].Value, kept[user.Name].Changed)));
        }
    }

    /// <summary>Takes over what another process has written. Does nothing while the store cannot be used.</summary>
    public void Refresh()
    {
        lock (_changing)
        {
            if (TryKeep(GetMade()) is { } kept)
            {
                Replace(kept);
            }
        }
    }

    /// <summary>Those that no configuration gives, by user name.</summary>
    public Dictionary<string, KeptToken> GetMade() =>
        _table.All.Where(token => !token.IsConfigured).ToDictionary(token => token.User, Keep, StringComparer.Ordinal);

    /// <summary>Takes over what other gateways have, but where a token was changed here later, and keeps it.</summary>
    public void TakeOver(IReadOnlyDictionary<string, KeptToken> common)
    {
        lock (_changing)
        {
            var news = common.Where(one => _table.Find(one.Key) is { } token && !IsCurrent(token, common)).ToDictionary();
            if (news.Count > 0)
            {
                Try(() =>
                {
                    store.TakeOver(news);
                    return true;
                });
                Replace(news);
            }
        }
    }

    // Whoever is given the name next is somebody else, and what was signed with the last token must not live again.
    private void End(ApiTokenTable old, IReadOnlyList<UserOptions> users)
    {
        var isConfigured = users.ToDictionary(user => user.Name, user => user.ApiToken is not null, StringComparer.Ordinal);
        foreach (var token in old.All)
        {
            if (!isConfigured.TryGetValue(token.User, out var hasConfigured) || (hasConfigured && !token.IsConfigured))
            {
                Try(() =>
                {
                    store.Replace(token.User, ApiToken.Generate());
                    return true;
                });
            }
        }
    }

    private static bool IsCurrent(ApiToken token, IReadOnlyDictionary<string, KeptToken> kept) =>
        token.IsConfigured || !kept.TryGetValue(token.User, out var other) || other.Value == token.Value || other.Changed < token.Changed;

    private static KeptToken Keep(ApiToken token) => new(token.Value, token.Changed);

    private void Replace(IReadOnlyDictionary<string, KeptToken> kept)
    {
        var old = _table.All;
        if (!old.All(token => IsCurrent(token, kept)))
        {
            _table = new ApiTokenTable(old.Select(token => IsCurrent(token, kept) ? token : token.Replace(kept[token.User])));
            Log.TokensReplaced(logger);
        }
    }

    /// <summary>
    /// What is kept for these users, theirs where nothing was: whoever was quicker at it, such as a command, is right. Null when nothing can be kept.
    /// </summary>
    private IReadOnlyDictionary<string, KeptToken>? TryKeep(Dictionary<string, KeptToken> made) => Try(() =>
    {
        var kept = store.Read();
        return made.Keys.All(kept.ContainsKey) ? kept : store.Add(made);
    });

    private T? Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ApiTokenStoreException e)
        {
            if (!_hasFailed)
            {
                Log.TokensNotKept(logger, e.Message);
                _hasFailed = true;
            }

            return default;
        }
    }
}
