using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Emulator.Api;

/// <summary>The tokens that are good, of both kinds.</summary>
internal sealed class EmulatedTokenStore
{
    private const int MaxOpenTokens = 3;

    private readonly Lock _lock = new();
    private readonly List<(string Token, DateTimeOffset Expires)> _open = [];
    private readonly List<(string Token, DateTimeOffset Expires)> _web = [];

    /// <summary>A token of the open platform; with more than three of them the oldest is good no longer.</summary>
    public string IssueOpen(ulong uid, DateTimeOffset now, DateTimeOffset expires)
    {
        lock (_lock)
        {
            if (_open.Count == MaxOpenTokens)
            {
                _open.RemoveAt(0);
            }

            _open.Add((Create(uid, now, expires), expires));
            return _open[^1].Token;
        }
    }

    public string IssueWeb(ulong uid, DateTimeOffset now, DateTimeOffset expires)
    {
        lock (_lock)
        {
            _web.Add((Create(uid, now, expires), expires));
            return _web[^1].Token;
        }
    }

    public bool IsOpen(string? token, DateTimeOffset now) => Has(_open, token, now);

    public bool IsWeb(string? token, DateTimeOffset now) => Has(_web, token, now);

    /// <summary>No token is good any more.</summary>
    public void Revoke()
    {
        lock (_lock)
        {
            _open.Clear();
            _web.Clear();
        }
    }

    // In the form of a JWT, as 123's are; the signature is noise.
    private static string Create(ulong uid, DateTimeOffset now, DateTimeOffset expires)
    {
        var payload = string.Create(CultureInfo.InvariantCulture,
            $$"""{"id":{{uid}},"iat":{{now.ToUnixTimeSeconds()}},"exp":{{expires.ToUnixTimeSeconds()}}}""");
        return $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(Encoding.UTF8.GetBytes(payload))}.{Encode(RandomNumberGenerator.GetBytes(32))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private bool Has(List<(string Token, DateTimeOffset Expires)> tokens, string? token, DateTimeOffset now)
    {
        lock (_lock)
        {
            return tokens.Exists(known => known.Token == token && now < known.Expires);
        }
    }
}
