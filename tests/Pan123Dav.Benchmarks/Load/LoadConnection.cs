using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>One connection that knows as much of HTTP/1.1 as it takes to tell where an answer ends.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _filled;

    public LoadConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>The body of the last answer, when <see cref="KeepBody"/> says so; chunk headers taken out.</summary>
    public MemoryStream Body { get; } = new();

    public bool KeepBody { get; init; }

    /// <summary>When the last answer's first byte came (<see cref="Stopwatch.GetTimestamp"/>), where it was waited for.</summary>
    public long FirstByte { get; private set; }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> request) => await _socket.SendAsync(request);

    /// <summary>Waits in the calling thread, so that waking another one is not measured, and notes when the answer begins.</summary>
    public void WaitForFirstByte()
    {
        _socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
        FirstByte = Stopwatch.GetTimestamp();
    }

    /// <summary>Reads one answer to its end.</summary>
    /// <returns>The status code.</returns>
    public async ValueTask<int> ReadResponseAsync()
    {
        Body.SetLength(0);
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync();
        }

        var head = _buffer.AsSpan(0, end + 2);
        var status = Utf8Parser.TryParse(head[9..], out int code, out _) ? code : throw new InvalidDataException("The answer has no status.");
        var length = NumberAfter(head, "Content-Length: "u8, 'D');
        var chunked = head.IndexOf("Transfer-Encoding: chunked"u8) >= 0;
        Take(end + 4);
        if (!chunked)
        {
            await SkipAsync(length);
            return status;
        }

        while (await ReadChunkAsync() > 0)
        {
            // The last chunk is empty.
        }

        return status;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<long> ReadChunkAsync()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n"u8)) < 0)
        {
            await FillAsync();
        }

        var size = Utf8Parser.TryParse(_buffer.AsSpan(0, end), out long number, out _, 'X') ? number : throw new InvalidDataException("A chunk has no size.");
        Take(end + 2);
        await SkipAsync(size);
        while (_filled < 2)
        {
            await FillAsync();
        }

        Take(2);
        return size;
    }

    private async ValueTask SkipAsync(long length)
    {
        while (true)
        {
            var here = (int)Math.Min(length, _filled);
            if (KeepBody)
            {
                Body.Write(_buffer, 0, here);
            }

            Take(here);
            length -= here;
            if (length == 0)
            {
                return;
            }

            await FillAsync();
        }
    }

    private async ValueTask FillAsync()
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
        if (read == 0)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }

        _filled += read;
    }

    private void Take(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private static long NumberAfter(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, char format)
    {
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out long number, out _, format) ? number : 0;
    }
}
