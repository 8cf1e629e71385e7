using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Pan123Dav.Authentication;

/// <summary>
/// The HMAC-SHA256 of an Authorization header under a key that nobody outside this process can know. Comparing two needs no constant time:
/// how many bits agree says nothing to someone who cannot choose the digest.
/// </summary>
internal readonly record struct CredentialDigest(ulong A, ulong B, ulong C, ulong D)
{
    public static CredentialDigest Compute(ReadOnlySpan<char> authorization, ReadOnlySpan<byte> key)
    {
        Span<ulong> parts = stackalloc ulong[4];
        HMACSHA256.HashData(key, MemoryMarshal.AsBytes(authorization), MemoryMarshal.AsBytes(parts));
        return new CredentialDigest(parts[0], parts[1], parts[2], parts[3]);
    }

    // Any part of a digest is as good a hash as all of it.
    public override int GetHashCode() => (int)A;
}
