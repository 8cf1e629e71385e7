using Pan123Dav.Http;
using Pan123Dav.Links;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>
/// The bytes of an answer, held to what was promised and paid: as many as the client was told, none
/// after a long silence, none for nothing. Read once, forward.
/// </summary>
/// <param name="inner">The bytes as they come.</param>
/// <param name="promised">How many there must be; null when nobody knows.</param>
/// <param name="most">How many there may be, whatever was promised; null for no limit.</param>
/// <param name="silence">Runs while bytes are waited for.</param>
/// <param name="transfer">What is paid for.</param>
/// <param name="context">The request whose bytes are counted.</param>
internal sealed class OriginBody(Stream inner, long? promised, long? most, InactivityTimer silence, PaidTransfer transfer, HttpContext context) : Stream
{
    private long _read;

    /// <summary>What was wrong with the bytes; null while nothing was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether there were more or fewer bytes than promised.</summary>
    public bool IsOfAnotherLength { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            var read = inner.ReadAsync(buffer, cancellationToken);
            if (!read.IsCompleted)
            {
                silence.Start();
            }

            count = await read;
        }
        catch (IOException)
        {
            Problem = "the content host broke off";
            throw;
        }
        catch (OperationCanceledException) when (silence.IsExpired)
        {
            Problem = "the content host fell silent";
            throw;
        }

        silence.Stop();
        _read += count;
        if (_read > promised)
        {
            throw Broken("the content host sent more than it should");
        }

        if (_read > most)
        {
            Problem = "it is longer than the request may have";
            throw new IOException(Problem);
        }

        if (count == 0 && _read < promised && buffer.Length > 0)
        {
            throw Broken("the content host sent less than it should");
        }

        if (!await transfer.TryPassOnAsync(count))
        {
            Problem = "a budget was spent meanwhile";
            throw new IOException(Problem);
        }

        ResponseSummary.AddBytes(context, count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private IOException Broken(string problem)
    {
        Problem = problem;
        IsOfAnotherLength = true;
        return new IOException(problem);
    }
}
