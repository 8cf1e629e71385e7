using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pan123Dav.Storage.Urls;

/// <summary>Checks <c>scheme://[userinfo@]host[:port]</c> and writes it in ASCII (RFC 3986 section 3.2; international hosts as punycode).</summary>
internal static class OriginAuthority
{
    public const string SchemeFault = "Only http:// and https:// can be served. Write such an address.";

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<byte> UserCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:"u8);

    /// <summary>Reads <paramref name="raw"/>, which holds <c>://</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> raw, out byte[] ascii, out (string Message, int Offset) fault)
    {
        ascii = [];
        var start = raw.IndexOf("://"u8) + 3;
        var scheme = raw[..(start - 3)];
        if (!Ascii.EqualsIgnoreCase(scheme, "http"u8) && !Ascii.EqualsIgnoreCase(scheme, "https"u8))
        {
            fault = (SchemeFault, 0);
            return false;
        }

        var at = raw.LastIndexOf((byte)'@');
        var hostStart = at < 0 ? start : at + 1;
        var hostAndPort = raw[hostStart..];
        var hostLength = HostLength(hostAndPort);
        if (!TryReadHost(hostAndPort[..hostLength], out var host, out var message))
        {
            fault = (message, hostStart);
            return false;
        }

        var port = hostAndPort[hostLength..];
        if (!IsPort(port))
        {
            fault = ("The port is no number from 0 to 65535. Write 'host:port' or 'host'.", hostStart + hostLength);
            return false;
        }

        using var text = new MemoryStream();
        text.Write(scheme.Length == 4 ? "http://"u8 : "https://"u8);
        WriteUser(at < 0 ? default : raw[start..at], text);
        text.Write(at < 0 ? default : "@"u8);
        text.Write(Encoding.ASCII.GetBytes(host));
        text.Write(port);
        ascii = text.ToArray();
        fault = default;
        return true;
    }

    private static int HostLength(ReadOnlySpan<byte> hostAndPort)
    {
        var bracket = hostAndPort.StartsWith("["u8) ? hostAndPort.IndexOf((byte)']') : -1;
        if (bracket >= 0)
        {
            return bracket + 1;
        }

        var colon = hostAndPort.IndexOf((byte)':');
        return colon < 0 ? hostAndPort.Length : colon;
    }

    private static bool TryReadHost(ReadOnlySpan<byte> bytes, out string host, out string message)
    {
        host = Encoding.UTF8.GetString(bytes);
        message = "";
        if (host.Length == 0)
        {
            message = "The address has no host. Write 'https://host/path'.";
        }
        else if (host[0] == '[')
        {
            var isAddress = host[^1] == ']' && !host.Contains('%') && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address)
                && address.AddressFamily == AddressFamily.InterNetworkV6;
            message = isAddress ? "" : "What stands in brackets is no IPv6 address. Write 'https://[2001:db8::1]/path'.";
        }
        else if (!Ascii.IsValid(host) && !TryWritePunycode(ref host))
        {
            message = "The host is no international domain name.";
        }
        else if (host.AsSpan().ContainsAnyExcept(HostCharacters))
        {
            message = "The host holds a character that no host has, such as a blank. Write letters, digits, dots and hyphens.";
        }
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            message = "The host is no domain name and no IP address.";
        }

        return message.Length == 0;
    }

    private static bool TryWritePunycode(ref string host)
    {
        try
        {
            host = new IdnMapping().GetAscii(host);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsPort(ReadOnlySpan<byte> port)
    {
        if (port.IsEmpty)
        {
            return true;
        }

        var digits = port[1..];
        return port[0] == (byte)':' && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits.IsEmpty || (ulong.TryParse(digits, out var number) && number <= 65535));
    }

    private static void WriteUser(ReadOnlySpan<byte> user, MemoryStream text)
    {
        Span<byte> triplet = stackalloc byte[3];
        for (var i = 0; i < user.Length; i++)
        {
            if (UserCharacters.Contains(user[i]) || PercentEncoding.TryReadTriplet(user[i..], out _))
            {
                text.WriteByte(user[i]);
            }
            else
            {
                PercentEncoding.WriteTriplet(user[i], triplet);
                text.Write(triplet);
            }
        }
    }
}
