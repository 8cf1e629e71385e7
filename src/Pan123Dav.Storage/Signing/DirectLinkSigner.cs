using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Signing;

/// <summary>
/// 123's URL authentication: <c>auth_key={timestamp}-{rand}-{uid}-{md5}</c>, md5 the lower-case hex of <c>{path}-{timestamp}-{rand}-{uid}-{PrivateKey}</c>,
/// the path percent-decoded, the timestamp the second at which the link expires. An empty key signs nothing.
/// </summary>
internal sealed class DirectLinkSigner(string privateKey, ulong uid)
{
    private const int StackLimit = 1024;
    private const int HexLength = 2 * MD5.HashSizeInBytes;

    // Two numbers of 20 digits at the most, three hyphens.
    private const int NumbersLength = 43;

    private static readonly SearchValues<byte> RandCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~"u8);

    [ThreadStatic]
    private static IncrementalHash? _md5;

    private readonly byte[] _privateKey = Encoding.UTF8.GetBytes(privateKey);

    /// <summary>Whether <paramref name="rand"/> can stand in a signature: a hyphen would end it there, and it goes into the query as it is.</summary>
    public static bool IsRand(ReadOnlySpan<byte> rand) => !rand.IsEmpty && rand.Length <= 128 && !rand.ContainsAnyExcept(RandCharacters);

    /// <summary>Signs a file's URL with 128 bits of fresh randomness.</summary>
    /// <param name="prefix">From the scheme to the last slash of the path, ASCII.</param>
    /// <param name="tail">The rest: the path's last segment and the query.</param>
    /// <param name="timestamp">Unix seconds at which the link expires.</param>
    public string Sign(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> tail, long timestamp)
    {
        Span<byte> random = stackalloc byte[HexLength / 2];
        RandomByteBuffer.Fill(random);
        Span<byte> rand = stackalloc byte[HexLength];
        Convert.TryToHexStringLower(random, rand, out _);
        return Sign(prefix, tail, timestamp, rand);
    }

    /// <summary>Signs a file's URL with a given <paramref name="rand"/>, for which <see cref="IsRand"/> holds.</summary>
    public string Sign(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> tail, long timestamp, ReadOnlySpan<byte> rand)
    {
        if (_privateKey.Length == 0)
        {
            return SignedUrlFormatter.Create(prefix, tail, default, default);
        }

        Span<byte> authKey = stackalloc byte[NumbersLength + rand.Length + HexLength];
        Utf8Formatter.TryFormat(timestamp, authKey, out var length);
        authKey[length++] = (byte)'-';
        rand.CopyTo(authKey[length..]);
        length += rand.Length;
        authKey[length++] = (byte)'-';
        Utf8Formatter.TryFormat(uid, authKey[length..], out var digits);
        length += digits;
        authKey[length++] = (byte)'-';
        WriteHash(prefix, tail, authKey[..length], authKey.Slice(length, HexLength));
        length += HexLength;

        ReadOnlySpan<byte> name = !tail.Contains((byte)'?') ? "?auth_key="u8
            : tail[^1] is (byte)'?' or (byte)'&' ? "auth_key="u8 : "&auth_key="u8;
        return SignedUrlFormatter.Create(prefix, tail, name, authKey[..length]);
    }

    [SuppressMessage("Security", "CA5351", Justification = "It is the algorithm that 123 checks.")]
    private void WriteHash(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> tail, ReadOnlySpan<byte> numbers, Span<byte> hex)
    {
        var query = tail.IndexOf((byte)'?');
        var segment = query < 0 ? tail : tail[..query];
        var directory = prefix[(prefix.IndexOf("://"u8) + 3)..];
        directory = directory[directory.IndexOf((byte)'/')..];

        var most = directory.Length + segment.Length + 1 + numbers.Length + _privateKey.Length;
        var rented = most > StackLimit ? ArrayPool<byte>.Shared.Rent(most) : null;
        var text = rented ?? stackalloc byte[StackLimit];

        var length = PercentEncoding.DecodeLenient(directory, text);
        length += PercentEncoding.DecodeLenient(segment, text[length..]);
        text[length++] = (byte)'-';
        numbers.CopyTo(text[length..]);
        length += numbers.Length;
        _privateKey.CopyTo(text[length..]);
        length += _privateKey.Length;

        // One a thread, kept: making one anew for each link takes half as long again.
        var md5 = _md5 ??= IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        md5.AppendData(text[..length]);
        md5.GetHashAndReset(hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        text[..length].Clear();
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
