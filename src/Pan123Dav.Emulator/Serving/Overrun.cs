using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Emulator.Serving;

/// <summary>Sends more body than <c>Content-Length</c> promised. Kestrel would not, so the surplus goes past it, straight to the connection.</summary>
internal static class Overrun
{
    public static async Task WriteAsync(HttpContext context, Func<PipeWriter, Task> write, CancellationToken cancellation)
    {
        await context.Response.BodyWriter.FlushAsync(cancellation);
        var connection = context.Features.Get<IConnectionTransportFeature>() ?? throw new InvalidOperationException("The connection cannot be reached.");
        await write(connection.Transport.Output);

        // Whoever notices leaves; whoever does not has a connection that is no longer in step and must not be used again.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        await Task.Delay(Timeout.InfiniteTimeSpan, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
