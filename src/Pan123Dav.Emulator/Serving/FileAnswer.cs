using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Pan123Dav.Emulator.Faults;

namespace Pan123Dav.Emulator.Serving;

/// <summary>Answers a GET or HEAD of a file that is there, with a link that is good.</summary>
internal sealed class FileAnswer(EmulatorStatistics statistics)
{
    /// <param name="context">The request.</param>
    /// <param name="path">The file's path, which names its type.</param>
    /// <param name="file">The file.</param>
    /// <param name="fault">What is to go wrong.</param>
    /// <param name="traffic">Where the bytes are counted besides; null for nowhere.</param>
    /// <param name="cancellation">Ends a body that waits for a client or for nothing.</param>
    public async Task WriteAsync(
        HttpContext context, string path, EmulatorFile file, EmulatorFault fault, TrafficEntry? traffic, CancellationToken cancellation)
    {
        var head = HttpMethods.IsHead(context.Request.Method);
        var modified = DateTimeOffset.FromUnixTimeSeconds(file.Modified.ToUnixTimeSeconds());
        var tag = new EntityTagHeaderValue(file.EntityTag);

        var headers = context.Response.Headers;
        headers.ETag = file.EntityTag;
        headers.LastModified = HeaderUtilities.FormatDate(modified);
        if (!fault.IgnoreRange)
        {
            headers.AcceptRanges = "bytes";
        }

        context.Response.StatusCode = EmulatedPreconditions.Evaluate(context.Request.Headers, tag, modified);
        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            return;
        }

        var length = file.Content.Length;
        // RFC 9110 section 14.2: ranges are defined for GET alone.
        var range = !head && !fault.IgnoreRange && EmulatedPreconditions.AllowsRange(context.Request.Headers, tag, modified)
            ? EmulatedByteRange.Parse(context.Request.Headers.Range, length)
            : null;
        if (range is { Count: 0 })
        {
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            await Answers.JsonAsync(context, StatusCodes.Status416RangeNotSatisfiable, "the range lies outside of the file");
            return;
        }

        if (range is { } part)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {part.First}-{part.First + part.Count - 1}/{length + fault.LengthError}");
        }

        var body = range ?? new EmulatedByteRange(0, length);
        context.Response.ContentType = file.ContentType ?? EmulatedContentTypes.Get(file.Name ?? path);
        context.Response.ContentLength = Math.Max(0, body.Count + fault.LengthError);
        if (!head)
        {
            await new BodyWriter(statistics, traffic, file.Content, fault).WriteAsync(context, body, cancellation);
        }
    }
}
