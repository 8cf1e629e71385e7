using System.Text;

namespace Pan123Dav.Tests.Logging;

/// <summary>Keeps what is logged. Can be made to take nothing for a while, as a full pipe does.</summary>
internal sealed class MemoryOutput : Stream
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _written = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(_written.ToArray());
            }
        }
    }

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public int Writes { get; private set; }

    public bool Fails { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Block() => _open.Reset();

    public void Unblock() => _open.Set();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _open.Wait();
        if (Fails)
        {
            throw new IOException("No space left");
        }

        lock (_lock)
        {
            Writes++;
            _written.Write(buffer);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
