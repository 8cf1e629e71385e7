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

    private readonly UserOptions _owner;

    /// <param name="owner">Whose.</param>
    /// <param name="value">For which <see cref="IsValid"/> holds.</param>
    /// <param name="changed">When it replaced another, in milliseconds since 1970; 0 for the user's first.</param>
    public ApiToken(UserOptions owner, string value, long changed = 0)
    {
        _owner = owner;
        Changed = changed;
        Value = value;
        Key = new SigningKey(Encoding.ASCII.GetBytes(value));
        PasswordStamp = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(owner.PasswordHash ?? owner.Password ?? "")));
        Span<byte> hash = stackalloc byte[SigningKey.HashLength];
        Key.Hash("generation"u8, hash);
        Generation = BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>The user's name.</summary>
    public string User => _owner.Name;

    /// <summary>The token itself, a secret.</summary>
    public string Value { get; }

    /// <summary>When it replaced another, in milliseconds since 1970; 0 for the user's first.</summary>
    public long Changed { get; }

    /// <summary>The key of signatures: the token's bytes.</summary>
    public SigningKey Key { get; }

    /// <summary>Whether it stands in the configuration, where only the owner replaces it.</summary>
    public bool IsConfigured => _owner.ApiToken is not null;

    /// <summary>Another one when the token is replaced, the same after a restart. Tells nothing of the token.</summary>
    public ulong Generation { get; }

    /// <summary>Another one when the user's password is changed. A secret like the password.</summary>
    public string PasswordStamp { get; }

    /// <summary>The user's next token.</summary>
    public ApiToken Replace(KeptToken kept) => new(_owner, kept.Value, kept.Changed);

    /// <summary>Makes a random one: 43 characters of base64url, 256 bits.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether <paramref name="value"/> can be one.</summary>
    public static bool IsValid(string value) => value.Length is >= MinLength and <= MaxLength && !value.AsSpan().ContainsAnyExcept(Visible);

    /// <summary>The user, and nothing secret.</summary>
    public override string ToString() => User;
}
