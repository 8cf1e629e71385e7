using System.Buffers;
using System.Buffers.Text;

namespace Pan123Dav.Storage.Signing;

/// <summary>The value of <c>auth_key</c> in a link, <c>{timestamp}-{rand}-{uid}-{md5}</c>, read where it stands.</summary>
public readonly ref struct DirectLinkAuthKey
{
    private const int MaxTimestampDigits = 12;
    private const int MaxUidDigits = 20;
    private const int HashLength = 32;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> LowerHex = SearchValues.Create("0123456789abcdef"u8);

    private DirectLinkAuthKey(long timestamp, ulong uid, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> hash)
    {
        Timestamp = timestamp;
        Uid = uid;
        Signed = signed;
        Hash = hash;
    }

    /// <summary>When the link expires, in Unix seconds.</summary>
    public long Timestamp { get; }

    /// <summary>The account ID.</summary>
    public ulong Uid { get; }

    /// <summary>The first three parts as they came, which is how they were hashed.</summary>
    internal ReadOnlySpan<byte> Signed { get; }

    /// <summary>The MD5 in lower-case hex.</summary>
    internal ReadOnlySpan<byte> Hash { get; }

    /// <summary>Reads a value. False when it has another form than the signer's.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out DirectLinkAuthKey key)
    {
        key = default;
        var rest = value;
        if (!TryTake(ref rest, out var timestamp) || !TryTake(ref rest, out var rand) || !TryTake(ref rest, out var uid)
            || !IsNumber(timestamp, MaxTimestampDigits) || !DirectLinkSigner.IsRand(rand) || !IsNumber(uid, MaxUidDigits)
            || rest.Length != HashLength || rest.ContainsAnyExcept(LowerHex)
            || !Utf8Parser.TryParse(timestamp, out long seconds, out _) || !Utf8Parser.TryParse(uid, out ulong account, out _))
        {
            return false;
        }

        key = new DirectLinkAuthKey(seconds, account, value[..^(HashLength + 1)], rest);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        var hyphen = rest.IndexOf((byte)'-');
        part = hyphen < 0 ? default : rest[..hyphen];
        rest = hyphen < 0 ? rest : rest[(hyphen + 1)..];
        return hyphen > 0;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, int maxDigits) => text.Length <= maxDigits && !text.ContainsAnyExcept(Digits);
}
