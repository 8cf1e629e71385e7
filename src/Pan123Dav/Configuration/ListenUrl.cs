using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Configuration;

/// <summary>
/// Tells what is wrong with an address to listen on. Kestrel takes whatever it cannot read as a host, also a misspelt address, for every network
/// of the machine, so only what it reads as it is written passes: an IP address, <c>localhost</c>, <c>*</c>, <c>+</c>, a Unix socket or a named pipe.
/// </summary>
internal static class ListenUrl
{
    private const string Example = "http://127.0.0.1:5000";
    private const string UnixSocket = "unix:/";
    private const string NamedPipe = "pipe:/";

    /// <summary>What is wrong with it and what to write; null when nothing is.</summary>
    public static ListenUrlFault? Find(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Trim() is var trimmed && trimmed != url)
        {
            return Form(Find(trimmed) is null ? $"has a blank around it: write {trimmed}" : $"has a blank around it: write an address such as {Example}");
        }

        if (url.Contains(',', StringComparison.Ordinal))
        {
            return Form("holds a comma, and several addresses are separated by semicolons: write \"http://127.0.0.1:5000;http://[::1]:5000\"");
        }

        var end = url.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
        {
            return Form(WithoutScheme(url));
        }

        var (scheme, rest) = (url[..end], url[(end + 3)..]);
        if (!scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return Form($"must begin with http:// or https://: write an address such as {Example}");
        }

        if (rest.StartsWith(UnixSocket, StringComparison.OrdinalIgnoreCase) || rest.StartsWith(NamedPipe, StringComparison.OrdinalIgnoreCase))
        {
            // Kestrel takes what follows a colon for a path base; a drive has one of its own.
            var path = rest[rest.IndexOf('/', StringComparison.Ordinal)..];
            return path.Trim('/').Length == 0 ? Form("names no socket: write http://unix:/run/pan123dav/http.sock")
                : path.AsSpan(OperatingSystem.IsWindows() ? Math.Min(3, path.Length) : 0).Contains(':')
                    ? Form("has a colon behind the socket: write http://unix:/run/pan123dav/http.sock, and a path as Pan123Dav:PathBase")
                : null;
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        if (authority.Length == 0 || authority.Any(letter => char.IsWhiteSpace(letter) || letter is '@' or '?' or '#' or '\\'))
        {
            return Form($"must be a scheme, a host and a port and nothing else: write an address such as {Example}");
        }

        return FindInAuthority(scheme, authority)
            ?? (slash < 0 || slash == rest.Length - 1 ? null : Form($"has a path: write {scheme}://{authority}, and the path as Pan123Dav:PathBase"));
    }

    private static ListenUrlFault? FindInAuthority(string scheme, string authority)
    {
        var bracket = authority.LastIndexOf(']');
        if (authority[0] == '[' && bracket < 0)
        {
            return Host("has a bracket that is not closed: write an IPv6 address as http://[::1]:5000");
        }

        if (authority[0] != '[' && IPAddress.TryParse(authority, out var bare) && bare.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return Host("has an IPv6 address without brackets: write it as http://[::1]:5000");
        }

        var colon = authority.IndexOf(':', bracket < 0 ? 0 : bracket);
        var host = colon < 0 ? authority : authority[..colon];
        if (!IsHost(host))
        {
            return Host(
                "has a host that cannot be listened on, for it is no IP address (whatever is misspelt would be taken for every network of this machine): "
                + "write an IP address of this machine such as 127.0.0.1 or [::1], localhost, or * for every network");
        }

        if (colon < 0)
        {
            return null;
        }

        if (!TryReadPort(authority[(colon + 1)..], out var port))
        {
            return Form($"has a port that is no number from 1 to 65535: write {scheme}://{host}:5000");
        }

        return port == 0 && host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? Form($"asks for any free port, which localhost cannot have: write {scheme}://127.0.0.1:0") : null;
    }

    /// <summary>Whether it is a port as a number from 0 (any free one) to 65535.</summary>
    public static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;

    private static string WithoutScheme(string text)
    {
        if (TryReadPort(text, out _))
        {
            return $"is a port alone: write http://localhost:{text}, or http://*:{text} for every network of this machine";
        }

        return text.Length > 0 && !text.Contains('/', StringComparison.Ordinal) && Find($"http://{text}") is null
            ? $"does not begin with http:// or https://: write http://{text}"
            : $"is no address: write one such as {Example}";
    }

    private static bool IsHost(string host)
    {
        if (host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var address)
            && (isBracketed ? address.AddressFamily == AddressFamily.InterNetworkV6

                // "127.1" and "010.0.0.1" are read as addresses that nobody would see in them.
                : address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == host);
    }

    private static ListenUrlFault Form(string message) => new(IsHost: false, message);

    private static ListenUrlFault Host(string message) => new(IsHost: true, message);
}

/// <summary>What is wrong with an address to listen on.</summary>
/// <param name="IsHost">Whether it is the host, for which Kestrel would listen on every network.</param>
/// <param name="Message">What is wrong and what to write instead, beginning with a verb.</param>
internal readonly record struct ListenUrlFault(bool IsHost, string Message);
