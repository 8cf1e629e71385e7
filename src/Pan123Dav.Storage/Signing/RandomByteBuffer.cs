using System.Security.Cryptography;

namespace Pan123Dav.Storage.Signing;

/// <summary>
/// Cryptographic randomness in small pieces: the system's generator is asked for much at once, because
/// asking costs more than what it gives. No byte is given out twice.
/// </summary>
internal static class RandomByteBuffer
{
    private const int Size = 4096;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    /// <summary>Fills <paramref name="destination"/>, which is far smaller than what is held in stock.</summary>
    public static void Fill(Span<byte> destination)
    {
        var bytes = _bytes ??= new byte[Size];
        if (_left < destination.Length)
        {
            RandomNumberGenerator.Fill(bytes);
            _left = Size;
        }

        _left -= destination.Length;
        var taken = bytes.AsSpan(_left, destination.Length);
        taken.CopyTo(destination);
        taken.Clear();
    }
}
