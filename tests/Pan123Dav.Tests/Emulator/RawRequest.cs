using System.Net.Sockets;
using System.Text;

namespace Pan123Dav.Tests.Emulator;

/// <summary>One request byte for byte as written: HttpClient would tidy its target.</summary>
internal static class RawRequest
{
    /// <summary>All that comes back until the server closes, in Latin-1 so that a character is a byte.</summary>
    public static async Task<string> SendAsync(Uri address, string target, CancellationToken cancellation, string method = "GET")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"), cancellation);

        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, cancellation);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static int Status(string answer) => int.Parse(answer.Split(' ')[1], null);

    public static string Body(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
