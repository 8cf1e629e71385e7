using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Http;

/// <summary>
/// The path of a request, read from the request target itself: <c>Request.Path</c> has dot segments collapsed and cannot tell <c>%2F</c> from
/// <c>%252F</c>. Doubled slashes and one at the end do not matter, and <c>.</c> segments are dropped (RFC 3986 section 6.2.2.3): rclone writes
/// <c>./</c> before a first segment with a colon. <c>..</c> is refused, because clients resolve it before they ask. Bad targets are a
/// <see cref="DavException"/>.
/// </summary>
internal readonly struct DavPath
{
    private const int StackLimit = 1024;

    private readonly ReadOnlyMemory<byte> _requested;

    private DavPath(ReadOnlyMemory<byte> requested)
    {
        _requested = requested;
        Path = StoragePath.FromJoined(requested);
    }

    /// <summary>What to look up: form C.</summary>
    public StoragePath Path { get; }

    /// <summary>
    /// The decoded segments joined by slashes, in the normalization form that the client wrote: davfs2 drops
    /// entries whose href does not begin with the path it asked for.
    /// </summary>
    public ReadOnlySpan<byte> Requested => _requested.Span;

    /// <summary>The last decoded segment, empty for the root.</summary>
    public ReadOnlySpan<byte> Name => Requested[(Requested.LastIndexOf((byte)'/') + 1)..];

    /// <summary>The path of <paramref name="context"/>'s request.</summary>
    public static DavPath From(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(target) ? Parse(context.Request.Path.ToUriComponent()) : Parse(target);
    }

    /// <summary>Reads a request target in origin form or absolute form (RFC 9112 section 3.2).</summary>
    public static DavPath Parse(string target)
    {
        var path = GetPath(target);
        var most = Encoding.UTF8.GetByteCount(path);
        var joined = most <= StackLimit ? stackalloc byte[StackLimit] : new byte[most];
        var length = 0;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment.IsEmpty)
            {
                continue;
            }

            var start = length == 0 ? 0 : length + 1;
            var count = Decode(segment, joined[start..]);
            if (joined.Slice(start, count).SequenceEqual("."u8))
            {
                continue;
            }

            CheckSegment(joined.Slice(start, count));
            if (start > 0)
            {
                joined[start - 1] = (byte)'/';
            }

            length = start + count;
        }

        return new DavPath(joined[..length].ToArray());
    }

    /// <summary>The href of this path: percent-encoded, with a slash in front and, for a collection, behind.</summary>
    public byte[] ToHref(bool collection) => EncodeHref(Requested, collection);

    /// <summary>Encodes segments joined by slashes.</summary>
    public static byte[] EncodeHref(ReadOnlySpan<byte> joined, bool collection)
    {
        var href = new ArrayBufferWriter<byte>((joined.Length * 3) + 2);
        foreach (var range in joined.Split((byte)'/'))
        {
            var segment = joined[range];
            var room = href.GetSpan((segment.Length * 3) + 1);
            room[0] = (byte)'/';
            href.Advance(1 + PercentEncoding.Encode(segment, room[1..]));
        }

        if (collection && !joined.IsEmpty)
        {
            href.Write("/"u8);
        }

        return href.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<char> GetPath(string target)
    {
        var path = target.AsSpan();
        var query = path.IndexOf('?');
        path = query < 0 ? path : path[..query];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && path[0] != '/')
        {
            var slash = path[(scheme + 3)..].IndexOf('/');
            path = slash < 0 ? default : path[(scheme + 3 + slash)..];
        }

        return path;
    }

    private static int Decode(ReadOnlySpan<char> segment, Span<byte> destination)
    {
        var length = Encoding.UTF8.GetBytes(segment, destination);
        var bytes = destination[..length];
        if (!bytes.Contains((byte)'%'))
        {
            return length;
        }

        var written = 0;
        for (var i = 0; i < length; i++)
        {
            var value = bytes[i];
            if (value == (byte)'%')
            {
                if (!PercentEncoding.TryReadTriplet(bytes[i..], out value))
                {
                    throw Malformed("A percent sign in the path is not followed by two hexadecimal digits.");
                }

                i += 2;
            }

            bytes[written++] = value;
        }

        return written;
    }

    private static void CheckSegment(ReadOnlySpan<byte> segment)
    {
        if (StoragePath.IsSegment(segment))
        {
            return;
        }

        if (segment.SequenceEqual(".."u8))
        {
            throw Malformed("The path has a segment of two dots.");
        }

        if (segment.ContainsAny((byte)'/', (byte)0))
        {
            throw Malformed("A segment of the path holds an encoded slash or NUL.");
        }

        if (!System.Text.Unicode.Utf8.IsValid(segment))
        {
            throw Malformed("The path is not UTF-8.");
        }

        // What is left is a control character, which no name holds.
        throw DavException.NotFound();
    }

    private static DavException Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
