using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Pan123Dav.Http;

/// <summary>
/// A response body that is written as it comes and never held: bytes gather in one rented block and go to the connection when it is full, with its
/// back-pressure. A body that fits the first block gets a Content-Length.
/// </summary>
internal sealed class StreamingBody(HttpResponse response) : IBufferWriter<byte>, IDisposable
{
    private const int Block = 64 * 1024;

    // Rows are shorter than that, so that they need no larger block; a listing of a hundred members is one write.
    private const int Rest = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Block);
    private int _used;
    private long _sent;

    /// <summary>Whether enough has gathered that <see cref="FlushAsync"/> should be called.</summary>
    public bool IsFlushDue => _used >= Block - Rest;

    /// <summary>Room for at least <paramref name="sizeHint"/> bytes, one at least; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc cref="GetSpan"/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(1, sizeHint);
        if (_buffer.Length - _used < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_used + size);
            _buffer.AsSpan(0, _used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_used);
    }

    public void Advance(int count) => _used += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Sends what has gathered.</summary>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    /// <exception cref="ConnectionAbortedException">The same, found out by writing.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync()
    {
        var cancelled = response.HttpContext.RequestAborted;
        var result = await response.BodyWriter.WriteAsync(_buffer.AsMemory(0, _used), cancelled);
        _sent += _used;
        _used = 0;
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new ConnectionAbortedException("The client is gone.");
        }
    }

    /// <summary>Sends the rest.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_sent == 0)
        {
            response.ContentLength = _used;
        }

        if (_used > 0)
        {
            await FlushAsync();
        }

        ResponseSummary.AddBytes(response.HttpContext, _sent);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
