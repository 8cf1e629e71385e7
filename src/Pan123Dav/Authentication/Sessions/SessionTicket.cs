using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>
/// A session as its cookie holds it: base64url of a version byte, expiry (Unix seconds, 8 bytes), number (16 bytes), user name (UTF-8), and
/// HMAC-SHA256 (32 bytes) over all of these and the user's credential stamp, so that another password makes it nobody's.
/// </summary>
/// <param name="User">The configured name.</param>
/// <param name="Number">Tells it from all others.</param>
/// <param name="Expires">When it ends by itself.</param>
internal sealed record SessionTicket(string User, Guid Number, DateTimeOffset Expires)
{
    private const byte Version = 1;
    private const int HeadLength = 1 + sizeof(long) + 16;

    // A name of some hundred characters; anything longer was not made here.
    private const int MaxLength = 2048;

    public string Encode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stamp)
    {
        var head = WriteHead();
        return Base64Url.EncodeToString([.. head, .. GetMac(head, key, stamp)]);
    }

    /// <summary>Reads what has the form of a ticket. Whether it is one, <see cref="IsSignedBy"/> tells.</summary>
    public static bool TryDecode(string? cookie, [NotNullWhen(true)] out SessionTicket? ticket, out byte[] mac)
    {
        (ticket, mac) = (null, []);
        if (cookie is null || cookie.Length > MaxLength || !Base64Url.IsValid(cookie))
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(cookie);
        if (bytes.Length <= HeadLength + HMACSHA256.HashSizeInBytes || bytes[0] != Version)
        {
            return false;
        }

        var name = bytes[HeadLength..^HMACSHA256.HashSizeInBytes];
        var expires = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (expires is < 0 or > 253_402_300_799 || !System.Text.Unicode.Utf8.IsValid(name))
        {
            return false;
        }

        mac = bytes[^HMACSHA256.HashSizeInBytes..].ToArray();
        ticket = new SessionTicket(Encoding.UTF8.GetString(name), new Guid(bytes.Slice(9, 16)), DateTimeOffset.FromUnixTimeSeconds(expires));
        return true;
    }

    /// <summary>Whether <paramref name="mac"/> was made here, for the user's credentials of now.</summary>
    public bool IsSignedBy(ReadOnlySpan<byte> mac, ReadOnlySpan<byte> key, ReadOnlySpan<byte> stamp) =>
        CryptographicOperations.FixedTimeEquals(mac, GetMac(WriteHead(), key, stamp));

    private byte[] WriteHead()
    {
        var head = new byte[HeadLength + Encoding.UTF8.GetByteCount(User)];
        head[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), Expires.ToUnixTimeSeconds());
        Number.TryWriteBytes(head.AsSpan(9));
        Encoding.UTF8.GetBytes(User, head.AsSpan(HeadLength));
        return head;
    }

    private static byte[] GetMac(ReadOnlySpan<byte> head, ReadOnlySpan<byte> key, ReadOnlySpan<byte> stamp) => HMACSHA256.HashData(key, [.. head, .. stamp]);
}
