using Microsoft.AspNetCore.Connections;

namespace Pan123Dav.Http;

/// <summary>
/// Tells a client's leaving from a failure. Kestrel cancels <see cref="HttpContext.RequestAborted"/> when a client resets, closes or half-closes its
/// connection (an HTTP/2 client: its stream), and sends nothing any more; whatever is thrown after that is of no interest to an operator. Reading
/// from a connection that was reset, and writing to it, may throw a moment before.
/// </summary>
internal static class ClientDisconnect
{
    /// <summary>Whether <paramref name="exception"/> came of the client's leaving.</summary>
    public static bool IsReasonFor(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException or ConnectionAbortedException;
}
