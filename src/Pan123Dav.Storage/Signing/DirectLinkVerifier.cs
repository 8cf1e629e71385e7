using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Storage.Signing;

/// <summary>Checks the signatures of one mount's links: the counterpart of what signs them. Safe for any number of threads.</summary>
public sealed class DirectLinkVerifier
{
    private const int StackLimit = 1024;

    [ThreadStatic]
    private static IncrementalHash? _md5;

    private readonly byte[] _privateKey;
    private readonly ulong? _uid;

    private DirectLinkVerifier(string privateKey, ulong? uid)
    {
        _privateKey = Encoding.UTF8.GetBytes(privateKey);
        _uid = uid;
    }

    /// <summary>One for each key and account that <paramref name="mounts"/> sign with.</summary>
    public static DirectLinkVerifier[] CreateAll(IEnumerable<MountOptions> mounts) =>
    [
        // A mount that asks 123 for its account ID signs with what it is told.
        .. mounts.Where(static mount => mount.SignsLinks)
            .Select(static mount => (mount.PrivateKey, Uid: mount is { Remote: not null, Uid: 0 } ? (ulong?)null : mount.Uid))
            .Distinct().Select(static account => new DirectLinkVerifier(account.PrivateKey, account.Uid)),
    ];

    /// <summary>Whether <paramref name="key"/> was made with this mount's key for a link whose percent-decoded path is <paramref name="path"/>.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "It is the algorithm that 123 checks.")]
    public bool Verify(ReadOnlySpan<byte> path, DirectLinkAuthKey key)
    {
        if (_uid is { } uid && uid != key.Uid)
        {
            return false;
        }

        var length = path.Length + key.Signed.Length + _privateKey.Length + 2;
        var rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = (rented ?? stackalloc byte[StackLimit])[..length];
        path.CopyTo(text);
        text[path.Length] = (byte)'-';
        key.Signed.CopyTo(text[(path.Length + 1)..]);
        text[path.Length + 1 + key.Signed.Length] = (byte)'-';
        _privateKey.CopyTo(text[^_privateKey.Length..]);

        var md5 = _md5 ??= IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        Span<byte> hex = stackalloc byte[2 * MD5.HashSizeInBytes];
        md5.AppendData(text);
        md5.GetHashAndReset(hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        text.Clear();
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return CryptographicOperations.FixedTimeEquals(hex, key.Hash);
    }
}
