using System.Net.Sockets;
using System.Text;

namespace Pan123Dav.Tests.Support;

/// <summary>An answer read from a plain socket, for requests that no HTTP client would send.</summary>
internal sealed record RawResponse(int Status, string Head, string Body)
{
    public static async Task<RawResponse> SendAsync(Uri address, string method, string target, string? body, IEnumerable<string> headers)
    {
        var request = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            request.Append(header).Append("\r\n");
        }

        if (body is not null)
        {
            request.Append("Content-Length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        }

        request.Append("\r\n").Append(body);
        return await SendAsync(address, Encoding.UTF8.GetBytes(request.ToString()));
    }

    /// <summary>Sends these very bytes, which must ask for the connection to be closed.</summary>
    public static async Task<RawResponse> SendAsync(Uri address, byte[] request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(request);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, "No answer.");
        return new RawResponse(int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }
}
