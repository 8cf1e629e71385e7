using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Faults;

namespace Pan123Dav.Emulator.Serving;

/// <summary>Streams a part of a file, some tens of kilobytes at a time, with what is to go wrong in it.</summary>
internal sealed class BodyWriter(EmulatorStatistics statistics, TrafficEntry? traffic, EmulatorContent content, EmulatorFault fault)
{
    private const int ChunkBytes = 64 * 1024;

    public async Task WriteAsync(HttpContext context, EmulatedByteRange range, CancellationToken cancellation)
    {
        var stall = fault.StallAfter ?? long.MaxValue;
        var count = Math.Min(Math.Min(range.Count, stall), fault.TruncateAfter ?? long.MaxValue);

        // Flushed at once, so that a body which stalls at its start still has its headers sent.
        await context.Response.StartAsync(cancellation);
        if (context.Response.ContentLength < count)
        {
            await OversizedBody.WriteAsync(context, output => CopyAsync(output, range.First, count, cancellation), cancellation);
            return;
        }

        await context.Response.BodyWriter.FlushAsync(cancellation);
        await CopyAsync(context.Response.BodyWriter, range.First, count, cancellation);
        if (count == stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }

        // A body that is short of its Content-Length makes Kestrel close the connection once the bytes are out.
    }

    private async Task CopyAsync(PipeWriter output, long offset, long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            var size = (int)Math.Min(count, ChunkBytes);
            content.Read(offset, output.GetSpan(size)[..size]);
            output.Advance(size);
            // Before they leave: whoever has the whole body must find all of it counted.
            statistics.AddBytes(size);
            traffic?.Add(size);
            if ((await output.FlushAsync(cancellation)).IsCompleted)
            {
                return;
            }

            offset += size;
            count -= size;
        }
    }
}
