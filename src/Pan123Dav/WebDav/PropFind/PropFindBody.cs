using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Hashing;
using Pan123Dav.Http;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>
/// The body of a PROPFIND: at most 64 KiB, parsed once. A client sends the same few bodies for ever, so what
/// parsed well is remembered by its bytes (at most 256 bodies of 2 KiB).
/// </summary>
internal sealed class PropFindBody
{
    private const int MaxLength = 64 * 1024;
    private const int MaxRememberedLength = 2048;
    private const int MaxRemembered = 256;

    private readonly ConcurrentDictionary<UInt128, PropFindRequest> _remembered = new();

    /// <exception cref="DavException">413 when the body is too large, 400 when it is no propfind.</exception>
    public ValueTask<PropFindRequest> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxLength)
        {
            throw TooLarge();
        }

        // Windows and rclone send no body at all; asking Kestrel for its pipe would cost more than the answer.
        return request.ContentLength == 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0 && request.Protocol == "HTTP/1.1")
            ? ValueTask.FromResult(PropFindRequest.AllProp)
            : ReadBodyAsync(request);
    }

    private async ValueTask<PropFindRequest> ReadBodyAsync(HttpRequest request)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? 4096, MaxLength) + 1);
        try
        {
            var length = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted)) > 0)
            {
                length += read;
                if (length > MaxLength)
                {
                    throw TooLarge();
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }

            return length == 0 ? PropFindRequest.AllProp : Parse(buffer, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private PropFindRequest Parse(byte[] body, int length)
    {
        if (length > MaxRememberedLength)
        {
            return PropFindRequestParser.Parse(body, length);
        }

        var key = XxHash128.HashToUInt128(body.AsSpan(0, length), Seed);
        if (_remembered.TryGetValue(key, out var request))
        {
            return request;
        }

        request = PropFindRequestParser.Parse(body, length);
        if (_remembered.Count < MaxRemembered)
        {
            _remembered.TryAdd(key, request);
        }

        return request;
    }

    // A seed nobody outside knows, so that no body can be made to pass for another.
    private static long Seed { get; } = Random.Shared.NextInt64();

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, MaxLength + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static DavException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "The body of a PROPFIND is at most 64 KiB.");
}
