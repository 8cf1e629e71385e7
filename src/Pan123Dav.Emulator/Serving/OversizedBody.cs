using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Emulator.Serving;

/// <summary>
/// Sends more body than <c>Content-Length</c> promised. Kestrel would not, so the body goes past it, straight to the connection, and ends that.
/// </summary>
internal static class OversizedBody
{
    public static async Task WriteAsync(HttpContext context, Func<PipeWriter, Task> write, CancellationToken cancellation)
    {
        await context.Response.BodyWriter.FlushAsync(cancellation);
        var connection = context.Features.Get<IConnectionTransportFeature>() ?? throw new InvalidOperationException("The connection cannot be reached.");
        await write(connection.Transport.Output);
        await connection.Transport.Output.CompleteAsync();

        // The connection closes once the last byte is out; to return before that would make Kestrel reset it.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
    }
}
