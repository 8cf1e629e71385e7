using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Emulator.Links;

/// <summary>
/// Checks a link as 123 says it does: first whether it is expired, then whether the MD5 is that of <c>{path}-{timestamp}-{rand}-{uid}-{PrivateKey}</c>.
/// Written apart from the gateway's signer, so that one shows the other's mistakes.
/// </summary>
internal sealed class LinkVerifier(string privateKey, ulong uid)
{
    private readonly byte[] _suffix = Encoding.UTF8.GetBytes("-" + privateKey);
    private readonly string _uid = uid.ToString(CultureInfo.InvariantCulture);

    /// <param name="target">The request target.</param>
    /// <param name="now">The host's time in Unix seconds, or null to serve expired links too.</param>
    /// <param name="isEscaped">The path is signed as it is sent.</param>
    public LinkState Verify(RequestTarget target, long? now, bool isEscaped = false)
    {
        var state = AuthKey.TryParse(target.Query, out var key);
        if (key is null)
        {
            return state;
        }

        if (now > key.Timestamp)
        {
            return LinkState.Expired;
        }

        if (key.Uid != _uid)
        {
            return LinkState.WrongUid;
        }

        var path = isEscaped ? Encoding.ASCII.GetBytes(target.RawPath) : target.PathBytes;
        return CryptographicOperations.FixedTimeEquals(Hash(path, key.Signed), key.Hash) ? LinkState.Good : LinkState.WrongSignature;
    }

    private byte[] Hash(byte[] path, string signed)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(path);
        md5.AppendData(Encoding.ASCII.GetBytes("-" + signed));
        md5.AppendData(_suffix);
        return md5.GetHashAndReset();
    }
}
