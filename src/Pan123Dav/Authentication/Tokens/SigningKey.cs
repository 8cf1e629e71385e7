using System.Security.Cryptography;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>
/// A key for HMAC-SHA256 that is used over and over, by any number of requests: what the framework prepares for a key is kept, which makes a short message
/// cost a third of a call with the key's bytes.
/// </summary>
internal sealed class SigningKey(ReadOnlySpan<byte> key)
{
    public const int HashLength = HMACSHA256.HashSizeInBytes;

    private const int Slots = 8;

    private readonly byte[] _key = key.ToArray();
    private readonly IncrementalHash?[] _idle = new IncrementalHash?[Slots];

    /// <summary>Writes the 32 bytes for <paramref name="message"/>.</summary>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        // Threads that meet in a slot are few: the later one makes its own anew, and one of the two is kept.
        ref var idle = ref _idle[(uint)Environment.CurrentManagedThreadId % Slots];
        var hash = Interlocked.Exchange(ref idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(message);
        hash.GetHashAndReset(destination);
        Interlocked.Exchange(ref idle, hash)?.Dispose();
    }
}
