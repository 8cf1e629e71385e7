using Pan123Dav.Http;
using Pan123Dav.Links;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>
/// The bytes of an answer, held to what was promised and paid: as many as the client was told, none after a long silence, none for nothing.
/// They are read straight into the connection's own buffers: the forwarder's copy between two of its own costs a tenth of the whole.
/// </summary>
/// <param name="inner">The bytes as they come.</param>
/// <param name="promised">How many there must be; null when nobody knows.</param>
/// <param name="most">How many there may be, whatever was promised; null for no limit.</param>
/// <param name="silence">Runs while bytes are waited for.</param>
/// <param name="patience">Runs while the client takes nothing.</param>
/// <param name="transfer">What is paid for.</param>
/// <param name="context">The request whose bytes are counted.</param>
internal sealed class OriginBody(
    Stream inner, long? promised, long? most, InactivityTimer silence, InactivityTimer patience, PaidTransfer transfer, HttpContext context)
{
    private const int BufferSize = 64 * 1024;

    private long _read;

    /// <summary>What was wrong with the bytes; null while nothing was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether there were more or fewer bytes than promised.</summary>
    public bool IsOfAnotherLength { get; private set; }

    /// <summary>
    /// Passes all bytes on. False when they are not all there, or the client takes no more; <see cref="Problem"/> tells what of it is to be told.
    /// </summary>
    public async Task<bool> TryPassOnAsync()
    {
        var writer = context.Response.BodyWriter;
        try
        {
            while (await ReadAsync(writer.GetMemory(BufferSize)) is > 0 and var count)
            {
                writer.Advance(count);
                var flush = writer.FlushAsync(patience.Token);
                if (!flush.IsCompleted)
                {
                    patience.Start();
                }

                if ((await flush).IsCompleted)
                {
                    return false;
                }

                patience.Stop();
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        int count;
        try
        {
            var read = inner.ReadAsync(buffer, silence.Token);
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

        if (count == 0 && _read < promised)
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

    private IOException Broken(string problem)
    {
        Problem = problem;
        IsOfAnotherLength = true;
        return new IOException(problem);
    }
}
