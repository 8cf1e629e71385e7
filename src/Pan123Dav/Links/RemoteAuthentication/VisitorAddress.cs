using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// The address of whoever asks 123, as a number to tell visitors apart: an IPv4 address, also one written inside IPv6, or the first 64 bits of an IPv6 address,
/// which is what one home or phone has (RFC 6177).
/// </summary>
internal static class VisitorAddress
{
    // The longest IPv6 address (RFC 4291 section 2.2), and room for escaped colons.
    private const int MaxLength = 45;
    private const int MaxEncodedLength = 3 * MaxLength;

    // 8000::/3 belongs to nobody, so no IPv6 address begins like this.
    private const ulong OfIPv4 = 0x8000_0100_0000_0000;

    /// <summary>Reads an address as it stands in a query; its colons may be percent-encoded.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong address)
    {
        address = 0;
        if (text.IsEmpty || text.Length > MaxEncodedLength)
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[MaxEncodedLength];
        decoded = decoded[..PercentEncoding.DecodeLenient(text, decoded)];
        return decoded.Length <= MaxLength && (decoded.Contains((byte)':') ? TryParseIPv6(decoded, out address) : TryParseIPv4(decoded, out address));
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out ulong address)
    {
        address = 0;

        // No zone and no brackets: they name no visitor.
        if (text.ContainsAny((byte)'%', (byte)'[', (byte)'/') || !IPAddress.TryParse(text, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = parsed.IsIPv4MappedToIPv6 ? OfIPv4 | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return true;
    }

    // Four decimal numbers and nothing else: what the system's parser takes beside that (octal, hex, fewer parts) no CDN sends.
    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out ulong address)
    {
        address = 0;
        var value = 0u;
        var (part, digits, parts) = (0u, 0, 0);
        foreach (var b in text)
        {
            if (b == (byte)'.' && digits > 0 && parts < 3)
            {
                (value, part, digits, parts) = ((value << 8) | part, 0, 0, parts + 1);
            }
            else if (b is >= (byte)'0' and <= (byte)'9' && digits < 3 && !(digits > 0 && part == 0))
            {
                (part, digits) = ((part * 10) + (b - (uint)'0'), digits + 1);
                if (part > byte.MaxValue)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        address = OfIPv4 | (value << 8) | part;
        return parts == 3 && digits > 0;
    }
}
