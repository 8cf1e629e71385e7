namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// A body that may not be longer than <paramref name="max"/> bytes, as they are after decompression. Read once, forward, until <paramref name="end"/>: XML
/// readers pass no token on.
/// </summary>
internal sealed class BoundedStream(Stream inner, long max, CancellationToken end) : Stream
{
    private long _read;

    /// <summary>Whether there was more.</summary>
    public bool IsExceeded => _read > max;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken.CanBeCanceled ? cancellationToken : end).ConfigureAwait(false);
        _read += count;
        return !IsExceeded ? count : throw new FormatException("is larger than any should be");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
