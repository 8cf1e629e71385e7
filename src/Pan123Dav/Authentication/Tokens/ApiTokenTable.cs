using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>The tokens of one moment. Never changes: one that was replaced goes with the whole table, and everything that was recognised by it.</summary>
internal sealed class ApiTokenTable
{
    private const string Bearer = "Bearer";

    private readonly byte[] _digestKey = RandomNumberGenerator.GetBytes(32);
    private readonly FrozenDictionary<string, ApiToken> _byUser;
    private readonly FrozenDictionary<CredentialDigest, ApiToken> _byDigest;

    // Kestrel keeps the string of a header that comes again on the same connection.
    private readonly ConditionalWeakTable<string, Recognised> _seen = [];

    public ApiTokenTable(IEnumerable<ApiToken> tokens)
    {
        All = [.. tokens];
        _byUser = All.ToFrozenDictionary(token => token.User, StringComparer.Ordinal);

        // Two users of one token are a mistake in the configuration; the first has it.
        _byDigest = All.DistinctBy(token => token.Value).ToFrozenDictionary(token => CredentialDigest.Compute(token.Value, _digestKey));
    }

    public IReadOnlyList<ApiToken> All { get; }

    public ApiToken? Find(string user) => _byUser.GetValueOrDefault(user);

    /// <summary>Whether a header value is long enough for a token, with or without <c>Bearer</c>.</summary>
    public static bool MayHoldToken(string authorization) => GetValue(authorization).Length >= ApiToken.MinLength;

    /// <summary>
    /// Whether a header value is <c>TOKEN</c> or <c>Bearer TOKEN</c>, a user's API token or a login token. Looked up by a
    /// digest under a random key, so the time it takes says nothing of any token.
    /// </summary>
    public bool TryRecognise(string authorization, DateTimeOffset now, [NotNullWhen(true)] out ApiToken? token)
    {
        if (!_seen.TryGetValue(authorization, out var recognised))
        {
            recognised = Find(GetValue(authorization));
            if (recognised is not null)
            {
                _seen.AddOrUpdate(authorization, recognised);
            }
        }

        token = recognised?.Expires >= now ? recognised.Token : null;
        return token is not null;
    }

    private static ReadOnlySpan<char> GetValue(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && authorization.Length > Bearer.Length && authorization[Bearer.Length] is ' ' or '\t'
            ? authorization.AsSpan(Bearer.Length).Trim(" \t")
            : authorization.AsSpan().Trim(" \t");

    private Recognised? Find(ReadOnlySpan<char> value) =>
        value.Length is >= ApiToken.MinLength and <= ApiToken.MaxLength && _byDigest.TryGetValue(CredentialDigest.Compute(value, _digestKey), out var token)
            ? new Recognised(token, DateTimeOffset.MaxValue)
            : LoginToken.TryVerify(value, Find, out token, out var expires) ? new Recognised(token, expires) : null;

    private sealed record Recognised(ApiToken Token, DateTimeOffset Expires);
}
