using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>A user's API token: it stands for the user in an Authorization header, and it is the key that the user's links are signed with.</summary>
internal sealed class ApiToken
{
    /// <summary>How long one from the configuration must be, in characters.</summary>
    public const int MinLength = 32;

    /// <summary>Longer ones do not fit where tools keep them.</summary>
    public const int MaxLength = 256;

    // What a header value can hold without blanks (RFC 9110, 5.5), in ASCII.
    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x20).Select(value => (char)value)]);

    private readonly byte[] _key;

    /// <param name="user">Whose.</param>
    /// <param name="value">For which <see cref="IsValid"/> holds.</param>
    /// <param name="isConfigured">It stands in the configuration.</param>
    public ApiToken(string user, string value, bool isConfigured = false)
    {
        User = user;
        Value = value;
        IsConfigured = isConfigured;
        _key = Encoding.ASCII.GetBytes(value);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, "generation"u8, hash);
        Generation = BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>The user's name.</summary>
    public string User { get; }

    /// <summary>The token itself, a secret.</summary>
    public string Value { get; }

    /// <summary>The key of signatures: the token's bytes, a secret.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Whether it stands in the configuration, where only the owner replaces it.</summary>
    public bool IsConfigured { get; }

    /// <summary>Another one when the token is replaced, the same after a restart. Tells nothing of the token.</summary>
    public ulong Generation { get; }

    /// <summary>Makes a random one: 43 characters of base64url, 256 bits.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether <paramref name="value"/> can be one.</summary>
    public static bool IsValid(string value) => value.Length is >= MinLength and <= MaxLength && !value.AsSpan().ContainsAnyExcept(Visible);

    /// <summary>The user, and nothing secret.</summary>
    public override string ToString() => User;
}
